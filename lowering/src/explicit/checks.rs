//! What rules the enum out before the body is taken apart.

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::Visit;

use super::arms::Modes;
use super::temporaries;
use crate::conditional::mentions_cfg;
use crate::function::{Form, Function};
use crate::ir::Ir;
use crate::ir::local::LocalId;
use crate::ir::macros::{self, Style};
use crate::ir::resolve::BINDING;
use crate::ir::syntax::{place, placeholder_number, stmt_suspends};
use crate::known_macros;
use crate::reason::{Reason, ReasonKind};

/// Reasons that lie in the function as a whole.
pub(super) fn function(function: &Function, ir: &Ir) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let sig = &function.sig;
    if let syn::Safety::Unsafe(token) = &sig.safety {
        reasons.push(Reason::new(ReasonKind::UnsafeFn, token.span, ""));
    }
    if let syn::ReturnType::Type(_, ty) = &sig.output
        && let syn::Type::Never(never) = &**ty
    {
        reasons.push(Reason::new(ReasonKind::Never, never.span(), ""));
    }
    if let Form::Boxed { known: false, .. } = function.form {
        let first = function.params.first();
        let name = first.map_or_else(|| "x".to_owned(), |param| param.ident.to_string());
        reasons.push(Reason::new(ReasonKind::Boxed, sig.ident.span(), name));
    }
    for name in &ir.resolved.ambiguous {
        reasons.push(Reason::new(
            ReasonKind::Hygiene,
            name.span(),
            name.to_string(),
        ));
    }
    for (span, name) in &ir.resolved.unknown_macros {
        reasons.push(Reason::new(ReasonKind::UnknownMacro, *span, name.clone()));
    }
    for (index, node) in ir.graph.suspends.iter().enumerate() {
        if !node.is_some_and(|node| ir.flow.reached(node)) {
            let span = function.suspensions[index].span;
            reasons.push(Reason::new(ReasonKind::Unreachable, span, ""));
        }
    }
    items(function, ir, &mut reasons);
    conditional(function, &mut reasons);
    reasons
}

/// Parts of the function that exist or not, as `#[cfg]` says: which of them do, the attribute is
/// not told, and so not what is moved or borrowed where.
fn conditional(function: &Function, reasons: &mut Vec<Reason>) {
    struct Conditional<'a>(&'a mut Vec<Reason>);
    impl Visit<'_> for Conditional<'_> {
        fn visit_attribute(&mut self, attr: &syn::Attribute) {
            if attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr") {
                let span = attr.bracket_token.span.join();
                let what = "#[cfg]";
                self.0.push(Reason::new(ReasonKind::Attribute, span, what));
            }
        }
        fn visit_macro(&mut self, mac: &syn::Macro) {
            let is_known = !matches!(macros::style(&mac.path), None | Some(Style::Opaque));
            if is_known && mentions_cfg(mac.tokens.clone()) {
                let span = mac.path.span();
                let name = known_macros::name(mac);
                self.0.push(Reason::new(ReasonKind::Attribute, span, name));
            }
        }
        fn visit_item(&mut self, _: &syn::Item) {}
    }
    let mut conditional = Conditional(reasons);
    for param in &function.params {
        param
            .attrs
            .iter()
            .for_each(|attr| conditional.visit_attribute(attr));
    }
    conditional.visit_block(&function.block);
}

/// Items that cannot be moved to the top of the function.
fn items(function: &Function, ir: &Ir, reasons: &mut Vec<Reason>) {
    struct Inner<'a>(&'a Ir, &'a mut Vec<Reason>);
    impl Visit<'_> for Inner<'_> {
        fn visit_block(&mut self, block: &syn::Block) {
            let is_whole = !block.stmts.iter().any(stmt_suspends);
            for stmt in &block.stmts {
                match stmt {
                    syn::Stmt::Item(syn::Item::Use(item))
                        if is_whole && names_no_local(&item.tree, None, self.0) => {}
                    stmt => self.visit_stmt(stmt),
                }
            }
        }
        fn visit_item(&mut self, item: &syn::Item) {
            self.1.push(Reason::new(
                ReasonKind::NestedItem,
                place(item),
                item_text(item),
            ));
        }
        fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}
        fn visit_expr_async(&mut self, _: &syn::ExprAsync) {}
    }
    let signature = function.sig.to_token_stream().to_string();
    for stmt in &function.block.stmts {
        match stmt {
            syn::Stmt::Item(item) => {
                let name = item_name(item);
                let meant = signature.split(|c: char| !(c.is_alphanumeric() || c == '_'));
                let is_meant = name.is_some_and(|name| meant.clone().any(|word| word == name));
                if matches!(item, syn::Item::Macro(_)) || is_meant {
                    let text = item_text(item);
                    reasons.push(Reason::new(ReasonKind::NestedItem, place(item), text));
                }
            }
            stmt => Inner(ir, reasons).visit_stmt(stmt),
        }
    }
}

/// Whether an import gives no name that is a local's, too: then it may stand twice, and what it
/// names is the same.
fn names_no_local(tree: &syn::UseTree, inside: Option<&syn::Ident>, ir: &Ir) -> bool {
    let is_free = |name: &syn::Ident| {
        let mut locals = ir.resolved.locals.iter();
        locals.all(|local| macros::name(&local.ident) != macros::name(name))
    };
    match tree {
        syn::UseTree::Path(path) => names_no_local(&path.tree, Some(&path.ident), ir),
        syn::UseTree::Name(name) if name.ident == "self" => inside.is_some_and(is_free),
        syn::UseTree::Name(name) => is_free(&name.ident),
        syn::UseTree::Rename(renamed) => is_free(&renamed.rename),
        syn::UseTree::Group(group) => {
            let mut trees = group.items.iter();
            trees.all(|tree| names_no_local(tree, inside, ir))
        }
        // What it names, nobody can see.
        _ => false,
    }
}

fn item_name(item: &syn::Item) -> Option<String> {
    Some(match item {
        syn::Item::Const(item) => item.ident.to_string(),
        syn::Item::Enum(item) => item.ident.to_string(),
        syn::Item::Fn(item) => item.sig.ident.to_string(),
        syn::Item::Mod(item) => item.ident.to_string(),
        syn::Item::Static(item) => item.ident.to_string(),
        syn::Item::Struct(item) => item.ident.to_string(),
        syn::Item::Trait(item) => item.ident.to_string(),
        syn::Item::Type(item) => item.ident.to_string(),
        syn::Item::Union(item) => item.ident.to_string(),
        _ => return None,
    })
}

/// The item, in a message.
fn item_text(item: &syn::Item) -> String {
    match (item_name(item), item) {
        (Some(name), _) => format!("`{name}`"),
        (None, syn::Item::Use(_)) => "this `use`".to_owned(),
        (None, syn::Item::Impl(_)) => "this `impl`".to_owned(),
        (None, syn::Item::Macro(_)) => "this macro".to_owned(),
        (None, _) => "this item".to_owned(),
    }
}

/// Reasons in the declarations of locals that lie in the enum.
pub(super) fn declarations(ir: &Ir, modes: &Modes) -> Vec<Reason> {
    struct Declarations<'a> {
        ir: &'a Ir,
        modes: &'a Modes,
        reasons: Vec<Reason>,
    }
    impl Visit<'_> for Declarations<'_> {
        fn visit_local(&mut self, local: &syn::Local) {
            let declares = super::split::declares(&local.pat);
            let saved: Vec<LocalId> = declares
                .into_iter()
                .filter(|local| self.modes.slots.contains(local))
                .collect();
            if let Some(first) = saved.first() {
                let name = self.ir.resolved.locals[first.0].ident.to_string();
                if let Some(attr) = local.attrs.first() {
                    let span = attr.bracket_token.span.join();
                    self.reasons
                        .push(Reason::new(ReasonKind::Attribute, span, ""));
                }
                if let Some(init) = &local.init
                    && temporaries::extended(&init.expr)
                {
                    let kind = ReasonKind::ExtendedTemporary;
                    self.reasons
                        .push(Reason::new(kind, place(&init.expr), name));
                }
            }
            syn::visit::visit_local(self, local);
        }

        fn visit_pat_ident(&mut self, pat: &syn::PatIdent) {
            let local = placeholder_number(&pat.ident, BINDING).map(LocalId);
            if let Some(local) = local.filter(|local| self.modes.slots.contains(local))
                && let Some(by_ref) = &pat.by_ref
            {
                let name = self.ir.resolved.locals[local.0].ident.to_string();
                self.reasons
                    .push(Reason::new(ReasonKind::RefBinding, by_ref.span, name));
            }
            syn::visit::visit_pat_ident(self, pat);
        }
    }
    let mut declarations = Declarations {
        ir,
        modes,
        reasons: Vec::new(),
    };
    declarations.visit_block(&ir.resolved.block);
    declarations.reasons
}

/// Whether a type as written has an `impl Trait` in it.
pub(super) fn has_impl_trait(ty: &syn::Type) -> bool {
    struct Finder(bool);
    impl Visit<'_> for Finder {
        fn visit_type_impl_trait(&mut self, _: &syn::TypeImplTrait) {
            self.0 = true;
        }
    }
    let mut finder = Finder(false);
    finder.visit_type(ty);
    finder.0
}
