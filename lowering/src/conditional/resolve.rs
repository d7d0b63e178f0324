//! Removes what does not exist.

use proc_macro2::{Literal, TokenStream};
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::{Pair, Punctuated};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, FnArg, Token};

use super::tag::{CFG, CFG_ATTR, like_tokens};
use super::{of_expr, of_stmt};
use crate::input::Item;

/// Leaves of a function, whose conditions have been [found](super::conditions), what exists if
/// those conditions hold of which `holds` says so, by their number.
pub fn resolve(item: &mut Item, holds: impl Fn(usize) -> bool) {
    let mut resolver = Resolver { holds: &holds };
    item.sig.inputs = resolver.kept(std::mem::take(&mut item.sig.inputs), |input| {
        Some(match input {
            FnArg::Receiver(receiver) => &mut receiver.attrs,
            FnArg::Typed(typed) => &mut typed.attrs,
        })
    });
    item.sig
        .inputs
        .iter_mut()
        .for_each(|input| resolver.visit_fn_arg_mut(input));
    item.block
        .iter_mut()
        .for_each(|block| resolver.visit_block_mut(block));
}

struct Resolver<'a> {
    holds: &'a dyn Fn(usize) -> bool,
}

impl Resolver<'_> {
    /// Whether what has these attributes exists; they become what is left of them.
    fn exists(&self, attrs: Option<&mut Vec<Attribute>>) -> bool {
        let Some(attrs) = attrs else { return true };
        for attr in std::mem::take(attrs) {
            if attr.path().is_ident(CFG) {
                if numbered(&attr).is_some_and(|(number, _)| !(self.holds)(number)) {
                    return false;
                }
            } else if attr.path().is_ident(CFG_ATTR) {
                let meta = numbered(&attr).filter(|(number, _)| (self.holds)(*number));
                attrs.extend(meta.and_then(|(_, meta)| like_tokens(&attr, meta)));
            } else {
                attrs.push(attr);
            }
        }
        true
    }

    /// Those of a list that exist.
    fn kept<T>(
        &self,
        list: Punctuated<T, Token![,]>,
        attrs: impl Fn(&mut T) -> Option<&mut Vec<Attribute>>,
    ) -> Punctuated<T, Token![,]> {
        let exists = |pair: &mut Pair<T, Token![,]>| self.exists(attrs(pair.value_mut()));
        list.into_pairs()
            .filter_map(|mut pair| exists(&mut pair).then_some(pair))
            .collect()
    }

    fn elements(&self, list: &mut Punctuated<Expr, Token![,]>) {
        *list = self.kept(std::mem::take(list), of_expr);
    }
}

impl VisitMut for Resolver<'_> {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain_mut(|stmt| self.exists(of_stmt(stmt)));
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_match_mut(&mut self, e: &mut syn::ExprMatch) {
        e.arms.retain_mut(|arm| self.exists(Some(&mut arm.attrs)));
        visit_mut::visit_expr_match_mut(self, e);
    }

    fn visit_expr_struct_mut(&mut self, e: &mut syn::ExprStruct) {
        e.fields = self.kept(std::mem::take(&mut e.fields), |field| {
            Some(&mut field.attrs)
        });
        visit_mut::visit_expr_struct_mut(self, e);
    }

    fn visit_pat_struct_mut(&mut self, pat: &mut syn::PatStruct) {
        pat.fields = self.kept(std::mem::take(&mut pat.fields), |field| {
            Some(&mut field.attrs)
        });
        visit_mut::visit_pat_struct_mut(self, pat);
    }

    fn visit_expr_call_mut(&mut self, e: &mut syn::ExprCall) {
        self.elements(&mut e.args);
        visit_mut::visit_expr_call_mut(self, e);
    }

    fn visit_expr_method_call_mut(&mut self, e: &mut syn::ExprMethodCall) {
        self.elements(&mut e.args);
        visit_mut::visit_expr_method_call_mut(self, e);
    }

    fn visit_expr_array_mut(&mut self, e: &mut syn::ExprArray) {
        self.elements(&mut e.elems);
        visit_mut::visit_expr_array_mut(self, e);
    }

    fn visit_expr_tuple_mut(&mut self, e: &mut syn::ExprTuple) {
        self.elements(&mut e.elems);
        visit_mut::visit_expr_tuple_mut(self, e);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// The number that an attribute carries, and what stands behind it.
fn numbered(attr: &Attribute) -> Option<(usize, TokenStream)> {
    let read = |input: ParseStream<'_>| {
        let number: Literal = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok((number, input.parse::<TokenStream>()?))
    };
    let (number, rest) = read
        .parse2(attr.meta.require_list().ok()?.tokens.clone())
        .ok()?;
    Some((number.to_string().parse().ok()?, rest))
}
