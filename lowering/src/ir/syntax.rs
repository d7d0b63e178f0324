//! Small questions about syntax.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{Expr, Type};

/// The attribute that numbers suspension points.
pub(crate) const SUSPEND: &str = "__suspend";

/// The attribute that numbers the constructs whose points the graph knows.
pub(crate) const POINT: &str = "__point";
/// The attribute that numbers the iterator of a `for` loop.
pub(crate) const ITERATOR: &str = "__iterator";

/// An attribute that carries a number.
pub(crate) fn number(name: &str, number: usize) -> syn::Attribute {
    let name = Ident::new(name, Span::call_site());
    let number = proc_macro2::Literal::usize_unsuffixed(number);
    syn::parse_quote!(#[#name(#number)])
}

/// The numbers in `#[__suspend(…)]`, if it is there.
pub(crate) fn suspensions(attrs: &[syn::Attribute]) -> Vec<usize> {
    numbers(attrs, SUSPEND)
}

/// The numbers in the attribute of that name.
pub(crate) fn numbers(attrs: &[syn::Attribute], name: &str) -> Vec<usize> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident(name))
        .filter_map(|attr| {
            let list = attr.meta.require_list().ok()?;
            list.parse_args_with(
                syn::punctuated::Punctuated::<syn::LitInt, syn::Token![,]>::parse_terminated,
            )
            .ok()
        })
        .flatten()
        .filter_map(|number| number.base10_parse().ok())
        .collect()
}

/// The single identifier of which an expression consists, `self` included.
pub(crate) fn as_ident(expr: &Expr) -> Option<&Ident> {
    match expr {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
        Expr::Paren(paren) => as_ident(&paren.expr),
        Expr::Group(group) => as_ident(&group.expr),
        _ => None,
    }
}

/// An expression that consists of one identifier.
pub(crate) fn ident_expr(ident: Ident) -> Expr {
    Expr::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: ident.into(),
    })
}

/// Whether a type as written is a reference.
pub(crate) fn is_reference(ty: &Type) -> bool {
    match ty {
        Type::Reference(_) => true,
        Type::Paren(paren) => is_reference(&paren.elem),
        Type::Group(group) => is_reference(&group.elem),
        _ => false,
    }
}

/// Whether a type as written has nothing to drop: references, pointers and primitive types, and
/// tuples and arrays of those.
pub(crate) fn has_no_drop(ty: &Type) -> bool {
    match ty {
        Type::Reference(_) | Type::Ptr(_) | Type::FnPtr(_) | Type::Never(_) => true,
        Type::Paren(paren) => has_no_drop(&paren.elem),
        Type::Group(group) => has_no_drop(&group.elem),
        Type::Tuple(tuple) => tuple.elems.iter().all(has_no_drop),
        Type::Array(array) => has_no_drop(&array.elem),
        Type::Path(path) => path.qself.is_none() && path.path.get_ident().is_some_and(is_primitive),
        _ => false,
    }
}

fn is_primitive(ident: &Ident) -> bool {
    const PRIMITIVES: &[&str] = &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize",
    ];
    PRIMITIVES.iter().any(|primitive| ident == primitive)
}

/// Whether a type as written is `Copy`.
pub(crate) fn is_copy(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_none(),
        Type::Path(path) => path.qself.is_none() && path.path.get_ident().is_some_and(is_primitive),
        _ => false,
    }
}

/// Whether the value of an expression is `Copy`: that of a literal, a comparison, or a cast.
pub(crate) fn value_is_copy(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Paren(paren) => value_is_copy(&paren.expr),
        Expr::Group(group) => value_is_copy(&group.expr),
        Expr::Unary(unary) => {
            !matches!(unary.op, syn::UnOp::Deref(_)) && value_is_copy(&unary.expr)
        }
        Expr::Cast(cast) => is_copy(&cast.ty),
        Expr::Reference(reference) => reference.mutability.is_none(),
        Expr::Binary(binary) => is_comparison(&binary.op),
        _ => false,
    }
}

/// Whether the value of an expression has nothing to drop, whatever its parts are.
pub(crate) fn value_has_no_drop(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) | Expr::Reference(_) | Expr::RawAddr(_) => true,
        Expr::Paren(paren) => value_has_no_drop(&paren.expr),
        Expr::Group(group) => value_has_no_drop(&group.expr),
        Expr::Unary(unary) => {
            !matches!(unary.op, syn::UnOp::Deref(_)) && value_has_no_drop(&unary.expr)
        }
        Expr::Cast(cast) => has_no_drop(&cast.ty),
        Expr::Array(array) => array.elems.iter().all(value_has_no_drop),
        Expr::Tuple(tuple) => tuple.elems.iter().all(value_has_no_drop),
        Expr::Repeat(repeat) => value_has_no_drop(&repeat.expr),
        Expr::Binary(binary) => is_comparison(&binary.op),
        Expr::Range(range) => {
            range.start.as_deref().is_none_or(value_has_no_drop)
                && range.end.as_deref().is_none_or(value_has_no_drop)
        }
        _ => false,
    }
}

/// `==`, `<` and so forth: they borrow their operands and yield a `bool`.
pub(crate) fn is_comparison(op: &syn::BinOp) -> bool {
    use syn::BinOp::{Eq, Ge, Gt, Le, Lt, Ne};
    matches!(op, Eq(_) | Ne(_) | Lt(_) | Le(_) | Gt(_) | Ge(_))
}

/// `+=` and so forth.
pub(crate) fn is_compound(op: &syn::BinOp) -> bool {
    use syn::BinOp::{
        AddAssign, BitAndAssign, BitOrAssign, BitXorAssign, DivAssign, MulAssign, RemAssign,
        ShlAssign, ShrAssign, SubAssign,
    };
    matches!(
        op,
        AddAssign(_)
            | BitAndAssign(_)
            | BitOrAssign(_)
            | BitXorAssign(_)
            | DivAssign(_)
            | MulAssign(_)
            | RemAssign(_)
            | ShlAssign(_)
            | ShrAssign(_)
            | SubAssign(_)
    )
}

/// Whether the expression has a suspension point of the body.
pub(crate) fn suspends(expr: &Expr) -> bool {
    let mut finder = Finder(false);
    finder.visit_expr(expr);
    finder.0
}

/// Whether the statement has a suspension point of the body.
pub(crate) fn stmt_suspends(stmt: &syn::Stmt) -> bool {
    let mut finder = Finder(false);
    finder.visit_stmt(stmt);
    finder.0
}

/// Whether a condition binds: `let` by itself or in a chain.
pub(crate) fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(e) => has_let(&e.left) || has_let(&e.right),
        _ => false,
    }
}

/// The suspension points of the body in an expression, in source order.
pub(crate) fn suspensions_in(expr: &Expr) -> Vec<usize> {
    let mut all = AllNumbers(Vec::new());
    all.visit_expr(expr);
    all.0
}

/// The suspension points of the body in a statement, in source order.
pub(crate) fn suspensions_in_stmt(stmt: &syn::Stmt) -> Vec<usize> {
    let mut all = AllNumbers(Vec::new());
    all.visit_stmt(stmt);
    all.0
}

struct AllNumbers(Vec<usize>);

impl Visit<'_> for AllNumbers {
    fn visit_attribute(&mut self, attr: &syn::Attribute) {
        self.0.extend(suspensions(std::slice::from_ref(attr)));
    }

    fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &syn::ExprAsync) {}

    fn visit_item(&mut self, _: &syn::Item) {}
}

struct Finder(bool);

impl Visit<'_> for Finder {
    fn visit_attribute(&mut self, attr: &syn::Attribute) {
        self.0 |= attr.path().is_ident(SUSPEND);
    }

    fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &syn::ExprAsync) {}

    fn visit_item(&mut self, _: &syn::Item) {}
}

/// A placeholder's identifier: a prefix that no user writes, and a number.
pub(crate) fn placeholder(prefix: &str, number: usize, span: Span) -> Ident {
    Ident::new(&format!("{prefix}{number}"), span)
}

/// The number of a placeholder.
pub(crate) fn placeholder_number(ident: &Ident, prefix: &str) -> Option<usize> {
    ident.to_string().strip_prefix(prefix)?.parse().ok()
}

/// Where the tokens of the user stand in what carries our marks.
pub(crate) fn place(syntax: &impl quote::ToTokens) -> Span {
    let tokens = without_marks(syntax.to_token_stream());
    let mut spans = tokens.into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    let last = spans.last().unwrap_or(first);
    first.join(last).unwrap_or(first)
}

/// Tokens without our marks among them, but for those inside of groups.
pub(crate) fn without_marks(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut left = TokenStream::new();
    while let Some(token) = tokens.next() {
        let is_pound = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        if !(is_pound && tokens.next_if(is_mark).is_some()) {
            left.extend([token]);
        }
    }
    left
}

/// What stands behind the `#` of a mark.
fn is_mark(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    let first = group.stream().into_iter().next();
    matches!(first, Some(TokenTree::Ident(name)) if [SUSPEND, POINT, ITERATOR].iter().any(|mark| name == mark))
}
