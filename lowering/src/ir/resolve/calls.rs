//! The macros whose arguments we understand: how each uses what is mentioned there.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, Pat};

use super::Resolver;
use crate::ir::literal::{self, Piece};
use crate::ir::local::{Unclear, Use};
use crate::ir::macros::{self, Style, Whole};
use crate::ir::pattern;
use crate::ir::syntax::{as_ident, ident_expr};
use crate::known_macros;
use crate::known_macros::select::Head;
use crate::source;

impl Resolver {
    /// A macro that is a statement. One that pins variables declares others of their names, unless
    /// it has been written out.
    pub(super) fn macro_statement(&mut self, mac: &mut syn::Macro) {
        if is_pin(mac) {
            self.unknown_macro(mac);
        } else {
            self.macro_call(mac);
        }
    }

    pub(super) fn macro_call(&mut self, mac: &mut syn::Macro) {
        let known = match macros::style(&mac.path) {
            Some(Style::Opaque) => true,
            Some(Style::Apart) => self.is_apart(mac.tokens.clone()),
            Some(_) if !macros::numbers_agree(mac) => false,
            // Its `return` is the closure's.
            Some(Style::Unwrap) if macros::returns(&mac.path) && self.capture.is_none() => false,
            Some(Style::Unwrap) => self.unwrapping(mac),
            Some(Style::Perhaps) => self.perhaps(mac),
            Some(Style::Event(plain)) => self.event(mac, plain),
            Some(Style::Value) => self.arguments(mac, usize::MAX, Use::Value),
            Some(Style::Format(plain)) if is_writer(mac) => self.arguments(mac, plain, Use::Borrow),
            Some(Style::Format(plain)) => self.arguments(mac, plain, Use::Value),
            Some(Style::Compare(plain)) => self.arguments(mac, plain, Use::Look),
            Some(Style::Error) => self.error(mac),
            Some(Style::Matches) => self.matching(mac),
            Some(Style::Literal(whole, usage)) => self.literal(mac, whole, usage),
            Some(Style::Join) => self.join(mac),
            // Numbered, if it is what we take it for.
            Some(Style::Poll) => {
                known_macros::may_suspend(mac) && self.arguments(mac, usize::MAX, Use::Value)
            }
            Some(Style::Select) => self.select(mac),
            None => false,
        };
        if !known {
            self.unknown_macro(mac);
        }
    }

    /// Nothing that it does can concern the body if it stands in a closure or `async` block, whose
    /// `return` and `break` are that closure's, and mentions nothing from outside.
    fn unknown_macro(&mut self, mac: &syn::Macro) {
        if self.capture.is_some() && !self.mentions_outside(mac.tokens.clone()) {
            return;
        }
        let last = mac.path.segments.last();
        let name = last.map_or_else(String::new, |last| last.ident.to_string());
        self.unknown_macros.push((mac.path.span(), name));
        self.unknown(mac.tokens.clone());
    }

    /// `anyhow!`: it formats, or takes what it is given.
    fn error(&mut self, mac: &mut syn::Macro) -> bool {
        let Ok(arguments) = mac.parse_body::<macros::Arguments>() else {
            return false;
        };
        match &arguments.list[..] {
            [first, ..] if string(&first.expr).is_some() => self.arguments(mac, 0, Use::Value),
            [first] if !matches!(first.expr, Expr::Lit(_)) => {
                self.arguments(mac, usize::MAX, Use::Value)
            }
            _ => false,
        }
    }

    /// `assert_matches!`: its message has the text of the pattern, which must stay.
    fn matching(&mut self, mac: &mut syn::Macro) -> bool {
        let Ok(mut matching) = mac.parse_body::<macros::Matching>() else {
            return false;
        };
        if matching.guard().is_some() || has_shorthand(&matching.pat) {
            return false;
        }
        let usage = match pattern::binds_nothing(&matching.pat) {
            true => Use::Named,
            false => Use::Unclear(Unclear::Matched),
        };
        if let Some(name) = as_ident(&matching.value).cloned() {
            if let Some(ident) = self.mention(&name, usage, Vec::new()) {
                matching.value = ident_expr(ident);
            }
        } else {
            self.expr(&mut matching.value, usage);
        }
        self.scoped(|this| this.pat(&mut matching.pat, None));
        self.format(&mut matching.message, 0, Use::Look);
        mac.tokens = matching.into_token_stream();
        true
    }

    /// `assert_ready!(value, "message")`.
    fn unwrapping(&mut self, mac: &mut syn::Macro) -> bool {
        let Ok(mut arguments) = mac.parse_body::<macros::Arguments>() else {
            return false;
        };
        let (value, message) = match &arguments.list[..] {
            [value] => (value, None),
            [value, message, ..] => (value, Some(message)),
            [] => return false,
        };
        // What is no message, another macro of that name may compare with, or move.
        let is_message = |message: &macros::Argument| string(&message.expr).is_some();
        let by_name = matches!(value.expr, Expr::Path(_)) && macros::is_common(&mac.path);
        if value.name.is_some() || by_name || !message.is_none_or(is_message) {
            return false;
        }
        let mut value = arguments.list.remove(0);
        let usage = Use::Unclear(Unclear::Matched);
        if let Some(name) = as_ident(&value.expr).cloned() {
            if let Some(ident) = self.mention(&name, usage, Vec::new()) {
                value.expr = ident_expr(ident);
            }
        } else {
            self.expr(&mut value.expr, usage);
        }
        self.format(&mut arguments, 0, Use::Look);
        arguments.list.insert(0, value);
        mac.tokens = arguments.into_token_stream();
        true
    }

    /// Arguments of which nobody knows whether they are evaluated.
    fn perhaps(&mut self, mac: &mut syn::Macro) -> bool {
        let Ok(mut arguments) = mac.parse_body::<macros::Arguments>() else {
            return false;
        };
        let captures = |expr: &Expr| {
            let names = string(expr).map(macros::captured).unwrap_or_default();
            names.iter().any(|name| self.lookup(name).is_some())
        };
        let does_nothing = |argument: &macros::Argument| {
            let expr = match &argument.expr {
                Expr::Reference(e) => &e.expr,
                expr => expr,
            };
            argument.name.is_none() && (is_named_place(expr) || matches!(expr, Expr::Lit(_)))
        };
        if !arguments.list.iter().all(does_nothing)
            || arguments
                .list
                .iter()
                .any(|argument| captures(&argument.expr))
        {
            return false;
        }
        self.format(&mut arguments, 0, Use::Look);
        mac.tokens = arguments.into_token_stream();
        true
    }

    /// `json!`, `doc!`.
    fn literal(&mut self, mac: &mut syn::Macro, whole: Whole, usage: Use) -> bool {
        let Some(mut pieces) = whole.parse(mac.tokens.clone()) else {
            return false;
        };
        if !self.has_plain_keys(&pieces) {
            return false;
        }
        self.pieces(&mut pieces, usage);
        mac.tokens = literal::print(&pieces);
        true
    }

    /// Whether no key is a local by itself: it would depend on types whether that is moved.
    fn has_plain_keys(&self, pieces: &[Piece]) -> bool {
        pieces.iter().all(|piece| match piece {
            Piece::Key(expr) => match expr {
                Expr::Lit(_) => true,
                Expr::Path(_) => as_ident(expr).is_none_or(|name| self.lookup(name).is_none()),
                _ => false,
            },
            Piece::Group(_, inner) => self.has_plain_keys(inner),
            Piece::Tokens(_) | Piece::Value(_) => true,
        })
    }

    fn pieces(&mut self, pieces: &mut [Piece], usage: Use) {
        for piece in pieces {
            match piece {
                Piece::Tokens(_) | Piece::Key(_) => {}
                Piece::Value(expr) if usage == Use::Value => self.expr(expr, usage),
                Piece::Value(expr) => self.place(expr, usage),
                Piece::Group(_, inner) => self.pieces(inner, usage),
            }
        }
    }

    fn join(&mut self, mac: &mut syn::Macro) -> bool {
        let Some(mut join) = known_macros::parse_join(mac) else {
            return false;
        };
        self.exprs(&mut join.futures);
        mac.tokens = join.into_token_stream();
        true
    }

    fn select(&mut self, mac: &mut syn::Macro) -> bool {
        let Some(mut select) = known_macros::parse_select(mac) else {
            return false;
        };
        let moves = select.moves(mac);
        for branch in &mut select.branches {
            let Head::Future {
                future, condition, ..
            } = &mut branch.head
            else {
                continue;
            };
            let named = matches!(**future, Expr::Path(_));
            let local = as_ident(future).is_some_and(|name| self.lookup(name).is_some());
            match moves {
                None if named => return false,
                // The macro borrows a variable; what is not one by its looks, it would move.
                Some(false) if named && local => **future = syn::parse_quote!(&mut #future),
                _ => {}
            }
            if let Some((_, _, condition)) = condition {
                self.expr(condition, Use::Value);
            }
            self.expr(future, Use::Value);
        }
        for branch in &mut select.branches {
            self.scoped(|this| {
                if let Head::Future { pat, .. } = &mut branch.head {
                    this.pat(pat, None);
                }
                this.outside_statement(|this| {
                    this.statement(|this| this.expr(&mut branch.handler, Use::Value));
                });
            });
        }
        mac.tokens = select.into_token_stream();
        true
    }

    /// Whether a local from outside of the closure that is being walked may be among the tokens.
    fn mentions_outside(&self, tokens: TokenStream) -> bool {
        let outside = self.capture.map_or(usize::MAX, |(_, outside)| outside);
        let is_outside = |ident: &Ident| self.lookup(ident).is_some_and(|(at, _)| at < outside);
        let mut found = false;
        macros::identifiers(tokens.clone(), &mut |ident| found |= is_outside(ident));
        found || self.is_spelt_out(tokens, outside)
    }

    /// Whether a local from outside is a word of a literal, from which a procedural macro may read
    /// it.
    fn is_spelt_out(&self, tokens: TokenStream, outside: usize) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Group(group) => self.is_spelt_out(group.stream(), outside),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let mut words = text.split(|char: char| !(char.is_alphanumeric() || char == '_'));
                let locals = || self.scope.iter().take(outside);
                words.any(|word| locals().any(|(name, _, _)| name == word))
            }
            _ => false,
        })
    }

    /// Whether the tokens are nothing to the body: they mention none of its locals, do not leave
    /// it and do not suspend.
    fn is_apart(&self, tokens: TokenStream) -> bool {
        let mut apart = true;
        macros::identifiers(tokens.clone(), &mut |ident| {
            let word = ident.to_string();
            apart &= self.lookup(ident).is_none()
                && !["return", "break", "continue", "await", "yield"].contains(&word.as_str());
        });
        apart && !has_question(tokens)
    }

    /// Arguments the first `plain` of which are used like that; behind them, there is a format
    /// string and what it prints.
    fn arguments(&mut self, mac: &mut syn::Macro, plain: usize, usage: Use) -> bool {
        let Ok(mut arguments) = mac.parse_body::<macros::Arguments>() else {
            return false;
        };
        if is_pin(mac) && arguments.list.len() != 1 {
            return false;
        }
        if let [condition] = &arguments.list[..]
            && is_assertion(mac)
        {
            // Its message is its own text. rustc would print its syntax tree, which is how code
            // looks that has been formatted.
            let text = source::text(condition.expr.to_token_stream());
            arguments
                .list
                .push(macros::Argument::positional(syn::parse_quote!(
                    "assertion failed: {}"
                )));
            arguments
                .list
                .push(macros::Argument::positional(syn::parse_quote!(#text)));
        }
        self.format(&mut arguments, plain, usage);
        mac.tokens = arguments.into_token_stream();
        true
    }

    fn format(&mut self, arguments: &mut macros::Arguments, plain: usize, usage: Use) {
        let mut captured = Vec::new();
        for (index, argument) in arguments.list.iter_mut().enumerate() {
            if index == plain
                && let Some(format) = string(&argument.expr)
            {
                captured = macros::captured(format);
            } else if index < plain && usage == Use::Value {
                self.expr(&mut argument.expr, Use::Value);
            } else {
                let usage = if index < plain { usage } else { Use::Look };
                self.place(&mut argument.expr, usage);
            }
        }
        self.captured_names(captured, &mut arguments.list);
    }

    /// The fields and the message of an event.
    fn event(&mut self, mac: &mut syn::Macro, mut plain: usize) -> bool {
        let Ok(mut event) = mac.parse_body::<macros::Event>() else {
            return false;
        };
        let mut captured = Vec::new();
        let mut message = false;
        let spans = mac
            .path
            .segments
            .last()
            .is_some_and(|last| is_span(&last.ident));
        for argument in &mut event.0 {
            if plain > 0 && argument.name.is_none() {
                plain -= 1;
                self.place(&mut argument.expr, Use::Look);
                continue;
            }
            if let Some(format) =
                string(&argument.expr).filter(|_| argument.name.is_none() && !spans)
            {
                message = true;
                captured = macros::captured(format);
                continue;
            }
            if !message {
                argument.name_field();
            }
            self.place(&mut argument.expr, Use::Look);
        }
        self.captured_names(captured, &mut event.0);
        mac.tokens = event.into_token_stream();
        true
    }

    /// Makes arguments of the variables that a format string captures.
    fn captured_names(&mut self, captured: Vec<Ident>, list: &mut Vec<macros::Argument>) {
        for name in captured {
            if list.iter().any(|argument| {
                argument.name.as_ref().map(macros::name) == Some(macros::name(&name))
            }) {
                continue;
            }
            if let Some(ident) = self.mention(&name, Use::Look, Vec::new()) {
                list.push(macros::Argument::named(name, ident_expr(ident)));
            }
        }
    }

    /// Tokens that we do not understand: every local named there may be used in any way.
    pub(super) fn unknown(&mut self, tokens: TokenStream) {
        let mut idents = Vec::new();
        macros::identifiers(tokens, &mut |ident| idents.push(ident.clone()));
        for ident in idents {
            self.mention(&ident, Use::Unclear(Unclear::Macro), vec!["?".to_owned()]);
        }
    }
}

fn is_assertion(mac: &syn::Macro) -> bool {
    mac.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "assert" || last.ident == "debug_assert")
}

fn string(expr: &Expr) -> Option<&syn::LitStr> {
    match expr {
        Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text),
        _ => None,
    }
}

/// Whether the expression is a variable, or a field of a field of one.
fn is_named_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) => true,
        Expr::Field(e) => is_named_place(&e.base),
        _ => false,
    }
}

fn is_writer(mac: &syn::Macro) -> bool {
    mac.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "write" || last.ident == "writeln")
}

fn is_pin(mac: &syn::Macro) -> bool {
    mac.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "pin")
}

fn is_span(name: &Ident) -> bool {
    name.to_string().ends_with("span")
}

/// Whether a field of the pattern stands for a variable of the same name.
fn has_shorthand(pat: &Pat) -> bool {
    struct Finder(bool);
    impl syn::visit::Visit<'_> for Finder {
        fn visit_field_pat(&mut self, field: &syn::FieldPat) {
            self.0 |= field.colon_token.is_none();
            syn::visit::visit_field_pat(self, field);
        }
    }
    let mut finder = Finder(false);
    syn::visit::Visit::visit_pat(&mut finder, pat);
    finder.0
}

fn has_question(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Group(group) => has_question(group.stream()),
        _ => false,
    })
}
