//! Finds the conditions of a function, numbers them, and leaves the numbers in the syntax tree.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser as _;
use syn::visit_mut::{self, VisitMut};
use syn::{AttrStyle, Attribute, Expr, FnArg, Meta, Stmt};

use super::{Condition, is_conditional, of_expr, of_stmt, predicate};
use crate::input::{Item, is_cfg, is_lint};

/// `#[__cfg(N)]`: what it stands on exists if the condition holds.
pub(super) const CFG: &str = "__cfg";

/// `#[__cfg_attr(N, …)]`: the attribute is there if the condition holds.
pub(super) const CFG_ATTR: &str = "__cfg_attr";

pub(super) fn tag(item: &mut Item) -> Option<Vec<Condition>> {
    let mut tags = Tags {
        count: 0,
        levels: vec![Level::default()],
        refused: false,
    };
    for attr in &item.attrs {
        tags.refused |= sets_level_of_cfgs(attr);
    }
    for input in &mut item.sig.inputs {
        let attrs = match input {
            FnArg::Receiver(receiver) => &mut receiver.attrs,
            FnArg::Typed(typed) => &mut typed.attrs,
        };
        let opened = tags.open(Some(attrs));
        visit_mut::visit_fn_arg_mut(&mut tags, input);
        tags.close(opened);
    }
    item.block
        .iter_mut()
        .for_each(|block| tags.visit_block_mut(block));
    let found = tags.levels.pop()?.inner;
    (!tags.refused).then_some(found)
}

struct Tags {
    count: usize,
    /// The conditions around, from the outermost; the first is none.
    levels: Vec<Level>,
    /// Whether something is not for us.
    refused: bool,
}

#[derive(Default)]
struct Level {
    number: usize,
    predicate: TokenStream,
    inner: Vec<Condition>,
}

impl Tags {
    fn number(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }

    fn add(&mut self, condition: Condition) {
        if let Some(level) = self.levels.last_mut() {
            level.inner.push(condition);
        }
    }

    /// The attributes of something that they may remove: numbers them. What comes behind a `cfg`
    /// is evaluated if that holds.
    fn open(&mut self, attrs: Option<&mut Vec<Attribute>>) -> usize {
        let mut opened = 0;
        let Some(attrs) = attrs else { return opened };
        for attr in std::mem::take(attrs) {
            let arguments = match &attr.meta {
                _ if !is_conditional(&attr) || !matches!(attr.style, AttrStyle::Outer) => {
                    attrs.push(attr);
                    continue;
                }
                Meta::List(list) => predicate::arguments(&list.tokens),
                _ => None,
            };
            match arguments {
                Some((predicate, metas)) if is_cfg(&attr) && metas.is_empty() => {
                    let number = self.number();
                    self.levels.push(Level {
                        number,
                        predicate,
                        inner: Vec::new(),
                    });
                    opened += 1;
                    let number = Literal::usize_unsuffixed(number);
                    attrs.extend(like(&attr, CFG, quote!(#number)));
                }
                Some((predicate, metas)) if !is_cfg(&attr) && !metas.is_empty() => {
                    let condition = self.attributes(&attr, predicate, metas, attrs);
                    self.add(condition);
                }
                _ => self.refused = true,
            }
        }
        opened
    }

    /// What a `cfg_attr` stands for.
    fn attributes(
        &mut self,
        attr: &Attribute,
        predicate: TokenStream,
        metas: Vec<TokenStream>,
        attrs: &mut Vec<Attribute>,
    ) -> Condition {
        let mut condition = Condition {
            number: self.number(),
            predicate,
            inner: Vec::new(),
        };
        let number = Literal::usize_unsuffixed(condition.number);
        for meta in metas {
            let Some(written) = like_tokens(attr, meta.clone()) else {
                self.refused = true;
                continue;
            };
            self.refused |= is_cfg(&written) || sets_level_of_cfgs(&written);
            if !written.path().is_ident("cfg_attr") {
                attrs.extend(like(attr, CFG_ATTR, quote!(#number, #meta)));
                continue;
            }
            let arguments = match &written.meta {
                Meta::List(list) => predicate::arguments(&list.tokens),
                _ => None,
            };
            match arguments {
                Some((predicate, metas)) if !metas.is_empty() => {
                    let inner = self.attributes(&written, predicate, metas, attrs);
                    condition.inner.push(inner);
                }
                _ => self.refused = true,
            }
        }
        condition
    }

    fn close(&mut self, opened: usize) {
        for _ in 0..opened {
            if let Some(Level {
                number,
                predicate,
                inner,
            }) = self.levels.pop()
            {
                self.add(Condition {
                    number,
                    predicate,
                    inner,
                });
            }
        }
    }

    fn element(&mut self, expr: &mut Expr) {
        let opened = self.open(of_expr(expr));
        self.visit_expr_mut(expr);
        self.close(opened);
    }
}

impl VisitMut for Tags {
    fn visit_attribute_mut(&mut self, attr: &mut Attribute) {
        // What could stand here has been taken care of.
        self.refused |= is_conditional(attr) || sets_level_of_cfgs(attr);
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        if matches!(stmt, Stmt::Item(_)) {
            return;
        }
        let opened = self.open(of_stmt(stmt));
        visit_mut::visit_stmt_mut(self, stmt);
        self.close(opened);
    }

    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        let opened = self.open(Some(&mut arm.attrs));
        visit_mut::visit_arm_mut(self, arm);
        self.close(opened);
    }

    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        let opened = self.open(Some(&mut field.attrs));
        visit_mut::visit_field_value_mut(self, field);
        self.close(opened);
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        let opened = self.open(Some(&mut field.attrs));
        visit_mut::visit_field_pat_mut(self, field);
        self.close(opened);
    }

    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        call.attrs
            .iter_mut()
            .for_each(|attr| self.visit_attribute_mut(attr));
        self.visit_expr_mut(&mut call.func);
        call.args.iter_mut().for_each(|arg| self.element(arg));
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        call.attrs
            .iter_mut()
            .for_each(|attr| self.visit_attribute_mut(attr));
        self.visit_expr_mut(&mut call.receiver);
        if let Some(turbofish) = &mut call.turbofish {
            self.visit_angle_bracketed_generic_arguments_mut(turbofish);
        }
        call.args.iter_mut().for_each(|arg| self.element(arg));
    }

    fn visit_expr_array_mut(&mut self, array: &mut syn::ExprArray) {
        array
            .attrs
            .iter_mut()
            .for_each(|attr| self.visit_attribute_mut(attr));
        array.elems.iter_mut().for_each(|elem| self.element(elem));
    }

    fn visit_expr_tuple_mut(&mut self, tuple: &mut syn::ExprTuple) {
        tuple
            .attrs
            .iter_mut()
            .for_each(|attr| self.visit_attribute_mut(attr));
        tuple.elems.iter_mut().for_each(|elem| self.element(elem));
    }
}

/// Whether it says how rustc takes a `cfg` that it does not know. That holds for those inside of
/// what it stands on, but not for those beside it, where we would ask.
fn sets_level_of_cfgs(attr: &Attribute) -> bool {
    is_lint(attr) && mentions(attr.to_token_stream(), &["unexpected_cfgs", "warnings"])
}

fn mentions(tokens: TokenStream, words: &[&str]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => words.iter().any(|word| ident == word),
        TokenTree::Group(group) => mentions(group.stream(), words),
        _ => false,
    })
}

/// An attribute of that name in the place of another.
fn like(attr: &Attribute, name: &str, arguments: TokenStream) -> Option<Attribute> {
    let name = syn::Ident::new(name, crate::emit::site());
    like_tokens(attr, quote!(#name(#arguments)))
}

/// An attribute with that inside in the place of another.
pub(super) fn like_tokens(attr: &Attribute, inside: TokenStream) -> Option<Attribute> {
    let mut brackets = Group::new(Delimiter::Bracket, inside);
    brackets.set_span(attr.bracket_token.span.join());
    let pound = &attr.pound_token;
    let attrs = Attribute::parse_outer
        .parse2(quote!(#pound #brackets))
        .ok()?;
    attrs.into_iter().next()
}
