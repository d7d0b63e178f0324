//! Finds the locals of a body, and every mention of them.
//!
//! Each binding and each mention is replaced by a placeholder that carries its number, so that
//! what follows needs to know nothing of scopes.

mod calls;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Block, Expr, Pat, Stmt};

use super::context::Context;
use super::desugar::tail::RECEIVER;
use super::local::{Capture, LocalId, Mention, MentionId, Unclear, Use, Variable};
use super::pattern;
use super::syntax::{
    ITERATOR, as_ident, has_no_drop, ident_expr, is_comparison, is_compound, is_copy, is_reference,
    number, placeholder, placeholder_number, value_has_no_drop, value_is_copy, without_marks,
};
use super::{desugar, macros};
use crate::edition::Edition;
use crate::function::Function;
use crate::remarks;
use crate::source;

/// The prefix of the placeholder of a mention.
pub const MENTION: &str = "__vf_mention_";
/// The prefix of the placeholder of a binding.
pub const BINDING: &str = "__vf_binding_";

/// A body whose locals are known.
#[derive(Clone)]
pub struct Resolved {
    /// The parameters, then the variables in source order.
    pub locals: Vec<Variable>,
    /// The mentions in source order.
    pub mentions: Vec<Mention>,
    /// The locals of the parameters, in order.
    pub parameters: Vec<LocalId>,
    /// The body, with placeholders: first the parameters' patterns, then the statements.
    pub block: Block,
    /// Macros that we do not know: their names.
    pub unknown_macros: Vec<(Span, String)>,
    /// Mentions of which only hygiene tells whether they are of the local of that name.
    pub ambiguous: Vec<Ident>,
    /// Which local each name of a placeholder of a binding stands for is its number; these are
    /// the statements in which a parameter's pattern is bound.
    pub parameter_patterns: usize,
}

impl Resolved {
    /// The source text of a part of the body, for people.
    pub fn text(&self, syntax: &impl ToTokens) -> String {
        let syntax = written(syntax.to_token_stream(), &|placeholder| {
            let local = match placeholder_number(placeholder, MENTION) {
                Some(mention) => self.mentions[mention].local,
                None => LocalId(placeholder_number(placeholder, BINDING)?),
            };
            let mut name = self.locals[local.0].ident.clone();
            name.set_span(placeholder.span());
            Some(name)
        });
        source::short_text(syntax)
    }
}

/// Finds the locals of `function` and their mentions.
pub fn resolve(function: &Function) -> Resolved {
    let mut resolver = Resolver::default();
    let mut prologue: Vec<Stmt> = Vec::new();
    let mut parameters = Vec::new();
    for param in &function.params {
        let ty = param.ty.clone();
        let id = resolver.declare(&param.ident, true, false, ty);
        resolver.locals[id.0].reference |= param.self_by_ref;
        resolver.locals[id.0].no_drop |= param.self_by_ref;
        parameters.push(id);
        let simple = matches!(
            &param.pat,
            None | Some(Pat::Ident(syn::PatIdent {
                by_ref: None,
                subpat: None,
                ..
            }))
        );
        // Parameters drop in the reverse order of their declaration, each behind what its pattern
        // binds; so from the first pattern on, rustc's own desugaring has to be followed.
        if let Some(pat) = param
            .pat
            .as_ref()
            .filter(|_| !simple || !prologue.is_empty())
        {
            let ident = &param.ident;
            if !simple && !prologue.is_empty() {
                prologue.push(syn::parse_quote!(let #ident = #ident;));
            }
            prologue.push(syn::parse_quote!(let #pat = #ident;));
        }
    }
    let parameter_patterns = prologue.len();
    let mut block = function.block.clone();
    remarks::remove(&mut block);
    let declares = |stmt: &Stmt| matches!(stmt, Stmt::Local(_) | Stmt::Macro(_));
    if function.edition == Edition::Before2024
        && (parameter_patterns > 0 || block.stmts.iter().any(declares))
    {
        name_receivers(&mut block, function, &resolver);
    }
    block.stmts.splice(0..0, prologue);
    resolver.block_in_scope(&mut block);
    for local in &mut resolver.locals {
        if local.ident.to_string().starts_with(RECEIVER) {
            local.ident = Ident::new("receiver", local.ident.span());
            local.temporary = true;
        }
    }
    Resolved {
        locals: resolver.locals,
        mentions: resolver.mentions,
        parameters,
        block,
        unknown_macros: resolver.unknown_macros,
        ambiguous: resolver.ambiguous,
        parameter_patterns,
    }
}

fn name_receivers(block: &mut Block, function: &Function, resolver: &Resolver) {
    let mut declared = Vec::new();
    let parameters = function
        .params
        .iter()
        .filter_map(|param| param.pat.as_ref());
    let variables = block.stmts.iter().filter_map(|stmt| match stmt {
        Stmt::Local(local) => Some(&local.pat),
        _ => None,
    });
    for pat in parameters.chain(variables) {
        pattern::bindings(pat, &mut |pat| declared.push(pat.ident.clone()));
    }
    desugar::tail::name_receivers(block, &|name| {
        declared.contains(name) || resolver.lookup(name).is_some()
    });
}

#[derive(Default)]
struct Resolver {
    locals: Vec<Variable>,
    mentions: Vec<Mention>,
    /// The names that are in scope, each with the macro that it is of.
    scope: Vec<(String, Context, LocalId)>,
    /// The statements being walked, from the outermost.
    statements: Vec<usize>,
    next_statement: usize,
    /// The closure or block being walked, with the length of the scope outside it.
    capture: Option<(Capture, usize)>,
    unknown_macros: Vec<(Span, String)>,
    ambiguous: Vec<Ident>,
    /// Whether the local that is mentioned next is matched by a pattern that may not match.
    matched: bool,
}

impl Resolver {
    fn declare(
        &mut self,
        ident: &Ident,
        parameter: bool,
        by_ref: bool,
        ty: Option<syn::Type>,
    ) -> LocalId {
        let id = LocalId(self.locals.len());
        self.locals.push(Variable {
            ident: ident.clone(),
            parameter,
            by_ref,
            copy: ty.as_ref().is_some_and(is_copy),
            no_drop: by_ref || ty.as_ref().is_some_and(has_no_drop),
            reference: by_ref || ty.as_ref().is_some_and(is_reference),
            ty,
            deferred: false,
            temporary: false,
            statements: self.statements.clone(),
        });
        self.put_in_scope(ident, id);
        id
    }

    fn put_in_scope(&mut self, ident: &Ident, id: LocalId) {
        let context = Context::of(ident.span());
        self.scope.push((macros::name(ident), context, id));
    }

    fn lookup(&self, ident: &Ident) -> Option<(usize, LocalId)> {
        self.hygienic(ident).map(|(at, id, _)| (at, id))
    }

    /// The local of that name that was written by the same macro, as the identifier was; else
    /// the one of that name, with `false`, since it may mean something else.
    fn hygienic(&self, ident: &Ident) -> Option<(usize, LocalId, bool)> {
        let name = macros::name(ident);
        let of_name = || {
            let scope = self.scope.iter().enumerate().rev();
            scope.filter(|(_, (known, _, _))| *known == name)
        };
        let (at, (_, _, id)) = of_name().next()?;
        let context = Context::of(ident.span());
        let same = of_name().find(|(_, (_, known, _))| *known == context);
        Some(match same {
            Some((at, (_, _, id))) => (at, *id, true),
            None => (at, *id, false),
        })
    }

    /// Records a mention, if the identifier is a local, and gives its placeholder.
    fn mention(&mut self, ident: &Ident, usage: Use, path: Vec<String>) -> Option<Ident> {
        let (at, local, is_certain) = self.hygienic(ident)?;
        if !is_certain {
            self.ambiguous.push(ident.clone());
        }
        let capture = self.capture.and_then(|(capture, outside)| {
            (at < outside).then_some(match capture {
                Capture::Move if !path.is_empty() => Capture::MovePart,
                capture => capture,
            })
        });
        // Inside a closure, its own variables are nothing to us.
        if capture.is_none() && self.capture.is_some() {
            return None;
        }
        let id = MentionId(self.mentions.len());
        self.mentions.push(Mention {
            local,
            usage,
            capture,
            matched: self.matched,
            path,
            span: ident.span(),
            statements: self.statements.clone(),
        });
        Some(placeholder(MENTION, id.0, ident.span()))
    }

    fn scoped(&mut self, walk: impl FnOnce(&mut Self)) {
        let depth = self.scope.len();
        walk(self);
        self.scope.truncate(depth);
    }

    fn statement(&mut self, walk: impl FnOnce(&mut Self)) {
        self.statements.push(self.next_statement);
        self.next_statement += 1;
        walk(self);
        self.statements.pop();
    }

    fn block(&mut self, block: &mut Block) {
        self.scoped(|this| this.block_in_scope(block));
    }

    fn block_in_scope(&mut self, block: &mut Block) {
        desugar::block(block, &|ident| self.lookup(ident).is_some());
        for stmt in &mut block.stmts {
            match stmt {
                Stmt::Local(local) => self.statement(|this| this.local(local)),
                Stmt::Item(_) => {}
                Stmt::Expr(expr, _) if is_control_flow(expr) => self.expr(expr, Use::Value),
                Stmt::Expr(expr, _) => self.statement(|this| this.expr(expr, Use::Value)),
                Stmt::Macro(stmt) => self.statement(|this| this.macro_statement(&mut stmt.mac)),
            }
        }
    }

    fn local(&mut self, local: &mut syn::Local) {
        let mut no_drop = false;
        let mut copy = false;
        let mut reference = false;
        if let Some(init) = &mut local.init {
            copy = value_is_copy(&init.expr);
            no_drop = value_has_no_drop(&init.expr) || desugar::is_pinned(&init.expr);
            reference = matches!(*init.expr, Expr::Reference(_));
            // A variable that takes another one over.
            if let Some(other) = as_ident(&init.expr).and_then(|ident| self.lookup(ident)) {
                let LocalId(other) = other.1;
                if let Some(other) = self.locals.get(other) {
                    no_drop |= other.no_drop;
                    copy |= other.copy;
                    reference |= other.reference;
                }
            }
            let usage = matched_use(&[&local.pat]);
            if init.diverge.is_some() {
                self.refutable(&mut init.expr, usage, &local.pat);
            } else {
                self.matched = !is_simple(&local.pat) && is_variable_or_part(&init.expr);
                self.expr(&mut init.expr, usage);
                self.matched = false;
            }
            if let Some((_, diverge)) = &mut init.diverge {
                self.expr(diverge, Use::Value);
            }
        }
        let first = self.locals.len();
        self.pat(&mut local.pat, None);
        let simple = pattern::is_name(without_type(&local.pat));
        for variable in &mut self.locals[first..] {
            variable.no_drop |= no_drop && simple;
            variable.copy |= copy && simple;
            variable.reference |= reference && simple;
            variable.deferred = local.init.is_none();
        }
    }

    /// Declares what the pattern binds, and numbers the bindings.
    fn pat(&mut self, pat: &mut Pat, ty: Option<&syn::Type>) {
        match pat {
            Pat::Type(typed) => {
                let ty = (*typed.ty).clone();
                self.pat(&mut typed.pat, Some(&ty));
            }
            Pat::Or(or) => {
                // The other cases bind the same names: the same placeholders.
                let mut declared: Vec<(String, Ident)> = Vec::new();
                for (index, case) in or.cases.iter_mut().enumerate() {
                    if index == 0 {
                        let first = self.locals.len();
                        self.pat(case, None);
                        for id in first..self.locals.len() {
                            let ident = &self.locals[id].ident;
                            declared
                                .push((ident.to_string(), placeholder(BINDING, id, ident.span())));
                        }
                    } else {
                        rename(case, &declared);
                    }
                }
            }
            Pat::Ident(ident) => {
                if pattern::is_binding(ident) {
                    let id = self.declare(&ident.ident, false, ident.by_ref.is_some(), ty.cloned());
                    ident.ident = placeholder(BINDING, id.0, ident.ident.span());
                }
                if let Some((_, sub)) = &mut ident.subpat {
                    self.pat(sub, None);
                }
            }
            Pat::Struct(pat) => {
                for field in &mut pat.fields {
                    field.colon_token.get_or_insert_with(Default::default);
                    self.pat(&mut field.pat, None);
                }
            }
            Pat::Guard(guard) => {
                self.pat(&mut guard.pat, None);
                self.statement(|this| this.expr(&mut guard.guard, Use::Value));
            }
            Pat::Paren(pat) => self.pat(&mut pat.pat, ty),
            Pat::Reference(pat) => self.pat(&mut pat.pat, None),
            Pat::Slice(pat) => pat.elems.iter_mut().for_each(|pat| self.pat(pat, None)),
            Pat::Tuple(pat) => pat.elems.iter_mut().for_each(|pat| self.pat(pat, None)),
            Pat::TupleStruct(pat) => pat.elems.iter_mut().for_each(|pat| self.pat(pat, None)),
            _ => {}
        }
    }

    /// Declares the iterator of a `for` loop, a local without a name, and numbers it.
    fn iterator(&mut self, e: &syn::ExprForLoop) -> syn::Attribute {
        let name = Ident::new("iter", e.for_token.span);
        let id = self.declare(&name, false, false, None);
        self.locals[id.0].temporary = true;
        self.scope.pop();
        number(ITERATOR, id.0)
    }

    fn exprs<'a>(&mut self, exprs: impl IntoIterator<Item = &'a mut Expr>) {
        for expr in exprs {
            self.expr(expr, Use::Value);
        }
    }

    /// Walks an expression in the order of evaluation.
    fn expr(&mut self, expr: &mut Expr, usage: Use) {
        desugar::expr(expr);
        if let Some(ident) = as_ident(expr).cloned() {
            if let Some(ident) = self.mention(&ident, usage, Vec::new()) {
                *expr = ident_expr(ident);
            }
            return;
        }
        match expr {
            Expr::Paren(e) => self.expr(&mut e.expr, usage),
            Expr::Group(e) => self.expr(&mut e.expr, usage),
            Expr::Reference(e) => self.place(&mut e.expr, Use::Borrow),
            Expr::RawAddr(e) => self.place(&mut e.expr, Use::Borrow),
            Expr::Field(_) | Expr::Index(_) => self.place(expr, usage),
            Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_)) => self.place(expr, usage),
            Expr::Unary(e) => self.expr(&mut e.expr, Use::Value),
            Expr::MethodCall(e) => {
                self.place(&mut e.receiver, Use::Unclear(Unclear::Receiver));
                self.exprs(&mut e.args);
            }
            Expr::Call(e) => {
                self.expr(&mut e.func, Use::Unclear(Unclear::Callee));
                self.exprs(&mut e.args);
            }
            Expr::Binary(e) if is_comparison(&e.op) => {
                self.place(&mut e.left, Use::Look);
                self.place(&mut e.right, Use::Look);
            }
            Expr::Binary(e) if is_compound(&e.op) => {
                self.expr(&mut e.right, Use::Value);
                self.place(&mut e.left, Use::Borrow);
            }
            Expr::Binary(e) => self.exprs([&mut *e.left, &mut *e.right]),
            Expr::Assign(e) => {
                self.expr(
                    &mut e.right,
                    if is_wild(&e.left) {
                        Use::Named
                    } else {
                        Use::Value
                    },
                );
                self.assigned(&mut e.left);
            }
            Expr::Cast(e) => self.expr(&mut e.expr, Use::Value),
            Expr::Array(e) => self.exprs(&mut e.elems),
            Expr::Tuple(e) => self.exprs(&mut e.elems),
            Expr::Repeat(e) => self.expr(&mut e.expr, Use::Value),
            Expr::Range(e) => {
                self.exprs(
                    e.start
                        .as_deref_mut()
                        .into_iter()
                        .chain(e.end.as_deref_mut()),
                );
            }
            Expr::Struct(e) => {
                for field in &mut e.fields {
                    field.colon_token.get_or_insert_with(Default::default);
                    self.expr(&mut field.expr, Use::Value);
                }
                if let Some(rest) = &mut e.rest {
                    self.expr(rest, Use::Unclear(Unclear::Update));
                }
            }
            Expr::Await(e) => self.expr(&mut e.base, Use::Value),
            Expr::Try(e) => self.expr(&mut e.expr, Use::Value),
            Expr::Return(e) => self.exprs(e.expr.as_deref_mut()),
            Expr::Break(e) => self.exprs(e.expr.as_deref_mut()),
            Expr::Yield(e) => self.exprs(e.expr.as_deref_mut()),
            Expr::Let(e) => {
                let usage = matched_use(&[&e.pat]);
                self.refutable(&mut e.expr, usage, &e.pat);
                self.pat(&mut e.pat, None);
            }
            Expr::Block(e) => self.block(&mut e.block),
            Expr::Unsafe(e) => self.block(&mut e.block),
            Expr::If(e) => {
                self.scoped(|this| {
                    this.statement(|this| this.expr(&mut e.cond, Use::Value));
                    this.block(&mut e.then_branch);
                });
                if let Some((_, otherwise)) = &mut e.else_branch {
                    self.expr(otherwise, Use::Value);
                }
            }
            Expr::Match(e) => self.match_expr(e),
            Expr::Loop(e) => self.block(&mut e.body),
            Expr::While(e) => self.scoped(|this| {
                this.statement(|this| this.expr(&mut e.cond, Use::Value));
                this.block(&mut e.body);
            }),
            Expr::ForLoop(e) => self.scoped(|this| {
                this.statement(|this| {
                    this.expr(&mut e.expr, Use::Value);
                    let iter = this.iterator(e);
                    e.attrs.push(iter);
                    this.pat(&mut e.pat, None);
                });
                this.block(&mut e.body);
            }),
            Expr::Closure(e) => {
                let capture = if e.capture.is_some() {
                    Capture::Move
                } else {
                    Capture::ByUse
                };
                self.captured(capture, |this| {
                    e.inputs.iter_mut().for_each(|pat| this.own_pat(pat));
                    this.expr(&mut e.body, Use::Value);
                });
            }
            Expr::Async(e) => {
                let capture = if e.capture.is_some() {
                    Capture::Move
                } else {
                    Capture::ByUse
                };
                self.captured(capture, |this| this.block(&mut e.block));
            }
            Expr::Macro(e) => self.macro_call(&mut e.mac),
            Expr::Verbatim(tokens) => {
                let tokens = tokens.clone();
                self.unknown(tokens);
            }
            _ => {}
        }
    }

    /// Walks what is matched by a pattern that may not match: then it stays, and drops with its
    /// scope.
    fn refutable(&mut self, expr: &mut Expr, usage: Use, pat: &Pat) {
        let leaves = usage == Use::Value && !pattern::leaves_nothing_unmatched(pat);
        let irrefutable = is_simple(pat);
        let usage = match leaves && !irrefutable && is_variable_or_part(expr) {
            true => Use::Unclear(Unclear::Matched),
            false => usage,
        };
        self.matched = is_variable_or_part(expr);
        self.expr(expr, usage);
        self.matched = false;
    }

    fn match_expr(&mut self, e: &mut syn::ExprMatch) {
        let pats: Vec<&Pat> = e.arms.iter().map(|arm| &arm.pat).collect();
        let usage = match matched_use(&pats) {
            // While a guard is evaluated, what is matched is still in its place, and drops there if
            // the guard leaves.
            Use::Value if is_variable_or_part(&e.expr) && pats.iter().any(|pat| may_leave(pat)) => {
                Use::Unclear(Unclear::Matched)
            }
            usage => usage,
        };
        let matched = !pats.iter().all(|pat| is_simple(pat)) && is_variable_or_part(&e.expr);
        self.statement(|this| {
            this.matched = matched;
            this.expr(&mut e.expr, usage);
            this.matched = false;
            // The bindings belong to the statement that the scrutinee is part of.
            for arm in &mut e.arms {
                this.scoped(|this| {
                    this.pat(&mut arm.pat, None);
                    this.outside_statement(|this| {
                        if is_control_flow(&arm.body) {
                            this.expr(&mut arm.body, Use::Value);
                        } else {
                            this.statement(|this| this.expr(&mut arm.body, Use::Value));
                        }
                    });
                });
            }
        });
    }

    /// Walks what belongs to the enclosing statements, but not to the innermost.
    fn outside_statement(&mut self, walk: impl FnOnce(&mut Self)) {
        let innermost = self.statements.pop();
        walk(self);
        self.statements.extend(innermost);
    }

    /// Walks a place: an expression that names memory rather than making a value.
    fn place(&mut self, expr: &mut Expr, usage: Use) {
        self.projection(expr, usage, Vec::new());
    }

    /// Walks a place of which `path` is used, innermost first.
    fn projection(&mut self, expr: &mut Expr, usage: Use, mut path: Vec<String>) {
        if let Some(ident) = as_ident(expr).cloned() {
            path.reverse();
            if let Some(ident) = self.mention(&ident, usage, path) {
                *expr = ident_expr(ident);
            }
            return;
        }
        match expr {
            Expr::Paren(e) => self.projection(&mut e.expr, usage, path),
            Expr::Group(e) => self.projection(&mut e.expr, usage, path),
            Expr::Field(e) => {
                let usage = match usage {
                    Use::Assign => Use::AssignPart,
                    Use::Value => Use::Unclear(Unclear::Part),
                    Use::Unclear(Unclear::Receiver) => Use::Unclear(Unclear::PartReceiver),
                    Use::Unclear(Unclear::Callee) => Use::Unclear(Unclear::PartCallee),
                    Use::Unclear(Unclear::Matched) => Use::Unclear(Unclear::PartMatched),
                    Use::Borrow | Use::Named | Use::AssignPart | Use::Look | Use::Unclear(_) => {
                        usage
                    }
                };
                path.push(e.member.to_token_stream().to_string());
                self.projection(&mut e.base, usage, path);
            }
            Expr::Index(e) => {
                path.push("[]".to_owned());
                self.projection(&mut e.expr, Use::Borrow, path);
                self.expr(&mut e.index, Use::Value);
            }
            Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_)) => {
                let usage = match usage {
                    Use::Look => Use::Look,
                    Use::Borrow | Use::Named | Use::Assign | Use::AssignPart => Use::Borrow,
                    Use::Value | Use::Unclear(_) => Use::Unclear(Unclear::Deref),
                };
                path.push("*".to_owned());
                self.projection(&mut e.expr, usage, path);
            }
            _ => self.expr(expr, Use::Value),
        }
    }

    /// The left side of an assignment.
    fn assigned(&mut self, left: &mut Expr) {
        match left {
            Expr::Tuple(e) => e.elems.iter_mut().for_each(|e| self.assigned(e)),
            Expr::Array(e) => e.elems.iter_mut().for_each(|e| self.assigned(e)),
            Expr::Call(e) => e.args.iter_mut().for_each(|e| self.assigned(e)),
            Expr::Struct(e) => {
                for field in &mut e.fields {
                    field.colon_token.get_or_insert_with(Default::default);
                    self.assigned(&mut field.expr);
                }
            }
            Expr::Paren(e) => self.assigned(&mut e.expr),
            _ => self.place(left, Use::Assign),
        }
    }

    fn captured(&mut self, capture: Capture, walk: impl FnOnce(&mut Self)) {
        let outer = self.capture;
        // What a nested closure mentions is captured by the outermost one.
        let capture = outer.map_or(capture, |(capture, _)| capture);
        self.capture = Some((
            capture,
            outer.map_or(self.scope.len(), |(_, outside)| outside),
        ));
        self.scoped(walk);
        self.capture = outer;
    }

    /// A closure's own parameters: they hide locals of the same name, and are none of ours.
    fn own_pat(&mut self, pat: &Pat) {
        pattern::bindings(pat, &mut |ident| {
            self.put_in_scope(&ident.ident, LocalId(usize::MAX));
        });
    }
}

fn is_wild(expr: &Expr) -> bool {
    matches!(expr, Expr::Infer(_))
}

/// Whether the pattern takes or leaves the whole of what it matches.
fn is_simple(pat: &Pat) -> bool {
    let pat = without_type(pat);
    pattern::is_name(pat) || matches!(pat, Pat::Wild(_))
}

/// Whether an expression is a variable, or a field of one.
fn is_variable_or_part(expr: &Expr) -> bool {
    match expr {
        Expr::Field(e) => is_variable_or_part(&e.base),
        Expr::Paren(e) => is_variable_or_part(&e.expr),
        Expr::Group(e) => is_variable_or_part(&e.expr),
        expr => as_ident(expr).is_some(),
    }
}

/// Whether the pattern has a guard that may panic, return or the like.
fn may_leave(pat: &Pat) -> bool {
    fn plain(expr: &Expr) -> bool {
        match expr {
            Expr::Lit(_) | Expr::Path(_) => true,
            Expr::Paren(e) => plain(&e.expr),
            Expr::Group(e) => plain(&e.expr),
            Expr::Field(e) => plain(&e.base),
            Expr::Unary(e) => plain(&e.expr),
            Expr::Reference(e) => plain(&e.expr),
            Expr::Binary(e) => {
                let lazy = matches!(e.op, syn::BinOp::And(_) | syn::BinOp::Or(_));
                let simple = matches!(*e.left, Expr::Lit(_)) || matches!(*e.right, Expr::Lit(_));
                (lazy || is_comparison(&e.op) && simple) && plain(&e.left) && plain(&e.right)
            }
            _ => false,
        }
    }
    matches!(pat, Pat::Guard(guard) if !plain(&guard.guard))
}

fn without_type(pat: &Pat) -> &Pat {
    match pat {
        Pat::Type(typed) => &typed.pat,
        pat => pat,
    }
}

/// How matching by these patterns uses what is matched.
fn matched_use(pats: &[&Pat]) -> Use {
    if pats.iter().all(|pat| pattern::binds_nothing(pat)) {
        // `_` and constants look at the place only.
        return Use::Named;
    }
    let pats = pats
        .iter()
        .map(|pat| without_type(pattern::without_guard(pat)));
    if pats.clone().all(pattern::consumes)
        || pats
            .clone()
            .all(|pat| matches!(pat, Pat::Ident(ident) if ident.by_ref.is_none()))
    {
        return Use::Value;
    }
    if pats.clone().all(pattern::only_refs) {
        return Use::Borrow;
    }
    Use::Unclear(Unclear::Matched)
}

fn is_control_flow(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::If(_)
            | Expr::Match(_)
            | Expr::Loop(_)
            | Expr::While(_)
            | Expr::ForLoop(_)
            | Expr::Block(_)
            | Expr::Unsafe(_)
    )
}

/// Gives the bindings of a further case of an or-pattern the placeholders of the first.
fn rename(pat: &mut Pat, declared: &[(String, Ident)]) {
    match pat {
        Pat::Ident(ident) => {
            let name = ident.ident.to_string();
            if let Some((_, placeholder)) = declared.iter().find(|(known, _)| *known == name) {
                ident.ident = placeholder.clone();
            }
            if let Some((_, sub)) = &mut ident.subpat {
                rename(sub, declared);
            }
        }
        Pat::Struct(pat) => {
            for field in &mut pat.fields {
                field.colon_token.get_or_insert_with(Default::default);
                rename(&mut field.pat, declared);
            }
        }
        Pat::Or(pat) => pat.cases.iter_mut().for_each(|pat| rename(pat, declared)),
        Pat::Paren(pat) => rename(&mut pat.pat, declared),
        Pat::Reference(pat) => rename(&mut pat.pat, declared),
        Pat::Slice(pat) => pat.elems.iter_mut().for_each(|pat| rename(pat, declared)),
        Pat::Tuple(pat) => pat.elems.iter_mut().for_each(|pat| rename(pat, declared)),
        Pat::TupleStruct(pat) => pat.elems.iter_mut().for_each(|pat| rename(pat, declared)),
        Pat::Type(pat) => rename(&mut pat.pat, declared),
        _ => {}
    }
}

/// Tokens without our marks, and with the names for which placeholders stand.
fn written(tokens: TokenStream, name: &dyn Fn(&Ident) -> Option<Ident>) -> TokenStream {
    without_marks(tokens)
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) => TokenTree::Ident(name(&ident).unwrap_or(ident)),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), written(group.stream(), name));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            token => token,
        })
        .collect()
}
