//! `#[cfg]` in bodies: what is asked of rustc, and what becomes of the answers.

use proc_macro2::TokenStream;
use quote::quote;
use visualize_future_lowering::edition::Edition;
use visualize_future_lowering::{expand, expand_resolved, outcome};

/// The attributes that ask, of a function with that body.
fn asked(body: &str) -> Vec<String> {
    let item: TokenStream = format!("async fn f() {{ {body} }}")
        .parse()
        .expect("the source is tokens");
    let expanded = expand(quote!(lowering = "compiler"), item);
    let Ok(function) = syn::parse2::<syn::ItemFn>(expanded) else {
        panic!("a function is left");
    };
    let text = |attr: &syn::Attribute| {
        let text = quote!(#attr).to_string();
        let text = text
            .strip_prefix("# [")
            .and_then(|text| text.strip_suffix(']'));
        text.expect("it is an attribute")
            .trim()
            .replace("rustfmt :: __visualize_future", "mark")
    };
    let mut attrs: Vec<String> = function.attrs.iter().map(text).collect();
    match attrs.pop() {
        Some(last) if last.starts_with(":: visualize_future :: rt :: resolved") => {
            assert_eq!(
                last,
                ":: visualize_future :: rt :: resolved (lowering = \"compiler\")"
            );
            attrs
        }
        _ => Vec::new(),
    }
}

#[test]
fn each_predicate_is_asked_for_where_it_would_be_evaluated() {
    assert_eq!(
        asked(
            "#[cfg(a)] let x = 1; \
             #[cfg(b)] { #[cfg(c)] f(); #[cfg_attr(d, allow(x), cfg_attr(e, allow(y)))] g(); } \
             #[cfg(h)] #[cfg(i)] k();"
        ),
        [
            "cfg_attr (a , mark (0))",
            "cfg_attr (b , mark (1) , cfg_attr (c , mark (2)) , \
             cfg_attr (d , mark (3) , cfg_attr (e , mark (4))))",
            "cfg_attr (h , mark (5) , cfg_attr (i , mark (6)))",
        ]
    );
}

#[test]
fn everywhere_that_rustc_takes_it() {
    let bodies = [
        "#[cfg(a)] x.y().await;",
        "#[cfg(a)] macro_call!();",
        "#[cfg(a)] x",
        "#[cfg(a)] return x;",
        "match x { #[cfg(a)] 1 => 2, _ => 3 }",
        "S { #[cfg(a)] x: 1 };",
        "let S { #[cfg(a)] x } = s;",
        "f(#[cfg(a)] 1);",
        "f.g(#[cfg(a)] 1);",
        "[#[cfg(a)] 1];",
        "(#[cfg(a)] 1, 2);",
        "|| { #[cfg(a)] 1 };",
        "async { #[cfg(a)] 1 };",
    ];
    for body in bodies {
        assert_eq!(asked(body), ["cfg_attr (a , mark (0))"], "{body}");
    }
}

#[test]
fn nothing_is_asked_where_rustc_would_not_answer_or_say_something_else() {
    let bodies = [
        // It refuses the place.
        "#[cfg(a)] x = 1;",
        "let x = #[cfg(a)] 1;",
        "f(#[cfg(a)] 1 + 2);",
        "{ #![cfg_attr(a, allow(x))] }",
        // It refuses the predicate.
        "#[cfg] f();",
        "#[cfg(a, b)] f();",
        "#[cfg(not(a, b))] f();",
        "#[cfg(\"a\")] f();",
        "#[cfg(a = 1)] f();",
        "#[cfg(a::b)] f();",
        "#[cfg(version(\"1\"))] f();",
        "#[cfg_attr(a)] f();",
        // It evaluates by itself what is no part of the body.
        "#[cfg(a)] fn inner() {}",
        "fn inner() { #[cfg(a)] x(); }",
        "quoted!(#[cfg(a)] x);",
        // It would say something elsewhere.
        "#[allow(unexpected_cfgs)] { #[cfg(a)] x(); }",
        "#[cfg_attr(a, expect(unexpected_cfgs))] { #[cfg(a)] x(); }",
        "#[cfg_attr(a, cfg(b))] x();",
    ];
    for body in bodies {
        assert_eq!(asked(body), [""; 0], "{body}");
        // Where one is not asked for, none is.
        assert_eq!(asked(&format!("{body} let _ = 1;")), [""; 0], "{body}");
    }
}

/// What is left of a body if the conditions of these numbers hold.
fn left(body: &str, holding: &[usize]) -> String {
    let body: TokenStream = body.parse().expect("the source is tokens");
    let marks = holding.iter().map(|number| {
        let number = proc_macro2::Literal::usize_unsuffixed(*number);
        quote!(#[rustfmt::__visualize_future(#number)])
    });
    let item = quote!(#(#marks)* #[doc = "kept"] async fn f() { #body });
    let expanded =
        expand_resolved(Edition::Since2024, quote!(lowering = "compiler"), item).to_string();
    assert!(expanded.starts_with("# [doc = \"kept\"] #"), "{expanded}");
    let (_, behind) = expanded
        .split_once("if false { return ; } (")
        .expect("the body is there");
    let end = behind.rfind(") }) }").expect("the body ends");
    behind[..end].replace(' ', "")
}

#[test]
fn what_does_not_hold_is_removed() {
    let two = "#[cfg(a)] { x() } #[cfg(not(a))] { y() }";
    assert_eq!(left(two, &[0]), "{{x()}}");
    assert_eq!(left(two, &[1]), "{{y()}}");
    assert_eq!(left(two, &[]), "{}");
    let nested = "#[cfg(a)] { #[cfg(b)] x(); y(); }";
    assert_eq!(left(nested, &[0]), "{{y();}}");
    assert_eq!(left(nested, &[0, 1]), "{{x();y();}}");
    let lists = "f(#[cfg(a)] 1, #[cfg(b)] 2); [#[cfg(c)] 3]; (4, #[cfg(d)] 5)";
    assert_eq!(left(lists, &[1]), "{f(2);[];(4,)}");
    let attrs = "#[cfg_attr(a, allow(x), doc = \"y\")] let x = 1;";
    assert_eq!(left(attrs, &[0]), "{#[allow(x)]#[doc=\"y\"]letx=1;}");
    assert_eq!(left(attrs, &[]), "{letx=1;}");
    let fields = "S { #[cfg(a)] x: 1, #[cfg(b)] y: 2, ..z }; let S { #[cfg(c)] x, .. } = s;";
    assert_eq!(left(fields, &[1]), "{S{y:2,..z};letS{..}=s;}");
    let arms = "match x { #[cfg(a)] 1 => 2, #[cfg(b)] 3 => { 4 } _ => 5 }";
    assert_eq!(left(arms, &[1]), "{matchx{3=>{4}_=>5}}");
}

#[test]
fn parameters_are_removed() {
    let item = quote! {
        #[rustfmt::__visualize_future(1)]
        async fn f(#[cfg(a)] x: X, #[cfg(b)] y: Y) { g().await }
    };
    let expanded = expand_resolved(Edition::Since2024, TokenStream::new(), item).to_string();
    assert!(expanded.contains(" fn f (y : Y) "), "{expanded}");
}

#[test]
fn a_function_that_is_no_future_any_more_is_as_it_was_written() {
    let item = quote! {
        fn f() -> impl Future { g(); #[cfg(a)] async move {} }
    };
    let expanded = expand_resolved(Edition::Since2024, TokenStream::new(), item.clone());
    assert_eq!(expanded.to_string(), item.to_string());
}

/// The codes of what stands in the way in some configuration.
fn codes(source: &str) -> Vec<&'static str> {
    let item = source.parse().expect("the source is tokens");
    let reasons = outcome(Edition::Since2024, item).expect("it is an async fn");
    reasons.iter().map(|reason| reason.code()).collect()
}

#[test]
fn an_outcome_is_that_of_each_configuration() {
    let function = |body: &str| format!("async fn f(a: A) {{ {body} }}");
    assert_eq!(
        codes(&function("#[cfg(x)] io().await; io().await;")),
        [""; 0]
    );
    let unknown = "f(no_such!(a));";
    for predicate in [
        "x",
        "not(x)",
        "all(x, y)",
        "all(x, not(y))",
        "any(not(x), not(y))",
        "all(not(x), any(y, z))",
    ] {
        let body = format!("#[cfg({predicate})] {unknown} io().await;");
        assert_eq!(codes(&function(&body)), ["unknown-macro"], "{predicate}");
    }
    let body = format!("#[cfg(x)] {{ #[cfg(all(y, not(z)))] {unknown} }} io().await;");
    assert_eq!(codes(&function(&body)), ["unknown-macro"]);
    let never = format!("#[cfg(any())] {unknown} #[cfg(x)] {{ #[cfg(not(x))] {unknown} }}");
    assert_eq!(codes(&function(&never)), [""; 0]);
    let refused = "#[cfg(version(\"1\"))] io().await;";
    assert_eq!(codes(&function(refused)), ["attribute"]);
}
