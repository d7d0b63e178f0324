//! Takes the body apart at its suspension points.

use std::rc::Rc;

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Expr, Pat};

use super::node::{
    Arm, Block, Cond, HOLE, If, Loop, LoopKind, Match, Node, Shape, Span2, Statement, Stmt,
};
use super::temporaries;
use crate::edition::Edition;
use crate::ir::Ir;
use crate::ir::graph::UnitKey;
use crate::ir::local::LocalId;
use crate::ir::macros;
use crate::ir::pattern;
use crate::ir::resolve::BINDING;
use crate::ir::syntax::{
    ITERATOR, POINT, SUSPEND, as_ident, has_let, ident_expr, is_compound, numbers, place,
    placeholder_number, stmt_suspends, suspends, suspensions, suspensions_in, suspensions_in_stmt,
};
use crate::reason::{Reason, ReasonKind};

/// Takes the body apart; what cannot be is a reason each.
pub(super) fn split(ir: &Ir, edition: Edition) -> (Rc<Block>, Vec<Reason>) {
    let mut splitter = Splitter {
        ir,
        reasons: Vec::new(),
        units: Vec::new(),
        edition,
        whole: false,
        matched: false,
    };
    let block = splitter.block(&ir.resolved.block, Shape::Tail);
    (Rc::new(block), splitter.reasons)
}

struct Splitter<'a> {
    ir: &'a Ir,
    reasons: Vec<Reason>,
    /// The units around, from the outermost.
    units: Vec<UnitKey>,
    edition: Edition,
    /// Whether the expression to be taken apart next is a unit by itself.
    whole: bool,
    /// Whether the unit to be taken apart next is matched by a pattern that may leave something.
    matched: bool,
}

impl Splitter<'_> {
    fn reason(&mut self, kind: ReasonKind, span: Span, subject: impl Into<String>) {
        self.reasons.push(Reason::new(kind, span, subject));
    }

    /// A block; `tail` is what its last expression is, if variables are declared before it.
    fn block(&mut self, block: &syn::Block, tail: Shape) -> Block {
        let mut declares = self.ir.resolved.parameter_patterns > 0;
        let mut stmts = Vec::new();
        let last = block.stmts.len().wrapping_sub(1);
        for (index, stmt) in block.stmts.iter().enumerate() {
            // Items stand before everything else already.
            if matches!(stmt, syn::Stmt::Item(_)) {
                continue;
            }
            self.extended(stmt, &block.stmts[index + 1..]);
            let tail = match index == last && declares {
                true => tail.clone(),
                false => Shape::Value,
            };
            stmts.push(self.stmt(stmt, tail));
            declares |= matches!(stmt, syn::Stmt::Local(_));
        }
        Block {
            stmts,
            span: block.brace_token.span.join(),
        }
    }

    /// A temporary whose life a `let` extends lives as long as the block, whatever comes of what
    /// borrows it.
    fn extended(&mut self, stmt: &syn::Stmt, behind: &[syn::Stmt]) {
        if let syn::Stmt::Local(local) = stmt
            && let Some(init) = &local.init
            && temporaries::extended(&init.expr)
            && (suspends(&init.expr) || behind.iter().any(stmt_suspends))
        {
            let name = pattern_text(self.ir, &local.pat);
            self.reason(ReasonKind::ExtendedTemporary, place(&init.expr), name);
        }
    }

    /// Takes a unit apart. Where something in it cannot be, rustc's own coroutine runs the whole.
    fn unit(&mut self, code: syn::Stmt, shape: Shape) -> Node {
        let matched = std::mem::take(&mut self.matched);
        let inside = suspensions_in_stmt(&code);
        let Some(key) = UnitKey::of(&inside, &self.units) else {
            return match code {
                syn::Stmt::Expr(expr, _) => Node::Plain(expr),
                _ => unreachable!("only what suspends is a unit without being an expression"),
            };
        };
        self.units.push(key);
        let before = self.reasons.len();
        self.whole = match shape {
            Shape::Value | Shape::Typed(_) => !matched,
            Shape::Dropped => !matches!(code, syn::Stmt::Local(_)),
            Shape::Tail | Shape::Branch => self.edition == Edition::Since2024,
            Shape::InnerTail => false,
        };
        let node = match &code {
            syn::Stmt::Expr(expr, _) => self.branch(expr),
            syn::Stmt::Macro(stmt) => {
                self.await_in_macro(&stmt.mac);
                Node::Plain(hole())
            }
            syn::Stmt::Local(syn::Local {
                init: Some(init), ..
            }) => self.branch(&init.expr),
            _ => unreachable!("other statements are no units"),
        };
        self.units.pop();
        self.whole = false;
        // Before 2024, cancelled in the value of a block, it would have to drop what it awaits
        // before the block's variables, and its temporaries behind them.
        let parted = match shape {
            Shape::InnerTail => true,
            Shape::Tail | Shape::Branch => self.edition == Edition::Before2024,
            Shape::Value | Shape::Typed(_) | Shape::Dropped => false,
        };
        if self.reasons.len() == before || parted {
            return node;
        }
        let unit = self.ir.graph.units.get(&key);
        match unit.map(|unit| (unit.entry, unit.end)) {
            Some((entry, end)) => {
                let end = end.filter(|end| self.ir.flow.reached(*end));
                self.reasons.truncate(before);
                Node::Statement(Rc::new(Statement {
                    code,
                    suspensions: inside,
                    entry,
                    end,
                    shape,
                }))
            }
            None => node,
        }
    }

    /// As [`node`](Self::node), of an expression whose temporaries are dropped before its value is
    /// used: if it is a block, that value borrows nothing from them.
    fn branch(&mut self, expr: &Expr) -> Node {
        match expr {
            Expr::Block(e) if e.label.is_none() && suspends(expr) => {
                Node::Block(Rc::new(self.block(&e.block, Shape::Branch)))
            }
            expr => self.node(expr),
        }
    }

    fn unit_expr(&mut self, expr: &Expr, shape: Shape) -> Node {
        self.unit(syn::Stmt::Expr(expr.clone(), None), shape)
    }

    fn stmt(&mut self, stmt: &syn::Stmt, tail: Shape) -> Stmt {
        if !stmt_suspends(stmt) {
            let declares = match stmt {
                syn::Stmt::Local(local) => declares(&local.pat),
                _ => Vec::new(),
            };
            return Stmt::Plain {
                stmt: stmt.clone(),
                declares,
            };
        }
        match stmt {
            syn::Stmt::Local(local) => {
                let mut local = local.clone();
                if let Some(attr) = local.attrs.first() {
                    self.reason(ReasonKind::Attribute, attr.bracket_token.span.join(), "");
                }
                let declares = declares(&local.pat);
                let init = match &mut local.init {
                    Some(init) => {
                        if let Some((token, diverge)) = &init.diverge
                            && suspends(diverge)
                        {
                            self.reason(ReasonKind::AwaitIn, token.span, "`let … else`");
                        }
                        let shape = match &local.pat {
                            Pat::Type(typed) => Shape::Typed(typed.ty.clone()),
                            _ => Shape::Value,
                        };
                        let name = match &local.pat {
                            Pat::Type(typed) => &*typed.pat,
                            pat => pat,
                        };
                        self.matched = !pattern::is_name(name);
                        let node = self.unit_expr(&init.expr, shape);
                        if let Node::Statement(statement) = &node {
                            // What the pattern leaves is dropped before the temporaries.
                            if matches!(name, Pat::Wild(_)) && init.diverge.is_none() {
                                return Stmt::Expr {
                                    node: Rc::new(Node::Statement(Rc::new(statement.of(stmt)))),
                                    semi: true,
                                };
                            }
                            let refused =
                                init.diverge.is_some() && !pattern::leaves_nothing_unmatched(name);
                            if !pattern::consumes(name) || refused {
                                self.reason(ReasonKind::Remainder, place(name), "");
                            }
                        }
                        *init.expr = hole();
                        node
                    }
                    None => Node::Plain(hole()),
                };
                Stmt::Let {
                    local,
                    declares,
                    init: Rc::new(init),
                }
            }
            syn::Stmt::Expr(_, semi) => Stmt::Expr {
                node: Rc::new(match semi {
                    Some(_) => self.unit(stmt.clone(), Shape::Dropped),
                    None => self.unit(stmt.clone(), tail),
                }),
                semi: semi.is_some(),
            },
            syn::Stmt::Macro(mac) => Stmt::Expr {
                node: Rc::new(match mac.semi_token {
                    Some(_) => self.unit(stmt.clone(), Shape::Dropped),
                    None => self.unit(stmt.clone(), tail),
                }),
                semi: mac.semi_token.is_some(),
            },
            syn::Stmt::Item(_) => Stmt::Plain {
                stmt: stmt.clone(),
                declares: Vec::new(),
            },
        }
    }

    fn node(&mut self, expr: &Expr) -> Node {
        let whole = std::mem::take(&mut self.whole);
        if !suspends(expr) {
            return Node::Plain(expr.clone());
        }
        match expr {
            Expr::Paren(e) => {
                self.whole = whole;
                self.node(&e.expr)
            }
            Expr::Group(e) => {
                self.whole = whole;
                self.node(&e.expr)
            }
            Expr::Await(e) if !suspensions(&e.attrs).is_empty() => {
                let operand = self.node(&e.base);
                self.temporaries(&operand);
                Node::Await {
                    suspension: suspensions(&e.attrs)[0],
                    operand: Rc::new(operand),
                }
            }
            Expr::If(e) if suspends_in(&e.then_branch) || has_else_that(e, suspends) => {
                self.if_node(e, whole)
            }
            Expr::Match(e) if e.arms.iter().any(|arm| suspends(&arm.body)) => {
                self.match_node(e, whole)
            }
            Expr::Return(syn::ExprReturn {
                expr: Some(value), ..
            })
            | Expr::Break(syn::ExprBreak {
                expr: Some(value), ..
            }) => {
                let inner = Rc::new(self.unit_expr(value, Shape::Value));
                let mut template = expr.clone();
                if let Expr::Return(syn::ExprReturn { expr, .. })
                | Expr::Break(syn::ExprBreak { expr, .. }) = &mut template
                {
                    *expr = Some(Box::new(hole()));
                }
                Node::Template { template, inner }
            }
            Expr::Loop(e) => {
                let label = e.label.as_ref();
                let body = self.block(&e.body, Shape::Branch);
                self.loop_node(
                    expr,
                    &e.attrs,
                    label,
                    LoopKind::Loop,
                    body,
                    breaks_with_value(&e.body),
                )
            }
            Expr::While(e) => {
                let cond = self.cond(&e.cond);
                if !matches!(*e.cond, Expr::Let(_)) && has_let(&e.cond) {
                    self.reason(
                        ReasonKind::AwaitIn,
                        place(&e.cond),
                        "the body of a `while let` chain",
                    );
                }
                if let Expr::Let(condition) = &*e.cond {
                    let node = cond_value(&cond, &condition.expr);
                    self.matched(&condition.expr, &node, &[&condition.pat], &[true]);
                }
                let body = self.block(&e.body, Shape::Branch);
                self.loop_node(
                    expr,
                    &e.attrs,
                    e.label.as_ref(),
                    LoopKind::While(cond),
                    body,
                    false,
                )
            }
            Expr::ForLoop(e) => {
                let iter = self.node(&e.expr);
                if !suspends_in(&e.body) {
                    // Only the iterator's expression suspends.
                    return self.template(expr);
                }
                self.temporaries(&iter);
                let known = pattern::consumes(&e.pat) || matches!(*e.expr, Expr::Range(_));
                if !known {
                    self.reason(ReasonKind::Remainder, place(&e.pat), "");
                }
                let iterator = LocalId(numbers(&e.attrs, ITERATOR)[0]);
                let kind = LoopKind::For {
                    pat: (*e.pat).clone(),
                    declares: declares(&e.pat),
                    iterator,
                    iter: Rc::new(iter),
                };
                let body = self.block(&e.body, Shape::Branch);
                self.loop_node(expr, &e.attrs, e.label.as_ref(), kind, body, false)
            }
            Expr::Block(e) => {
                if let Some(label) = &e.label {
                    self.reason(ReasonKind::AwaitIn, label.span(), "a labelled block");
                }
                Node::Block(Rc::new(self.block(&e.block, Shape::InnerTail)))
            }
            Expr::Unsafe(e) => {
                self.reason(
                    ReasonKind::AwaitIn,
                    e.unsafe_token.span,
                    "an `unsafe` block",
                );
                Node::Plain(expr.clone())
            }
            Expr::Macro(e) => {
                self.await_in_macro(&e.mac);
                Node::Plain(expr.clone())
            }
            _ => self.template(expr),
        }
    }

    /// An expression whose first operand suspends, and nothing else in it.
    fn template(&mut self, expr: &Expr) -> Node {
        let mut template = expr.clone();
        let inner = match first_operand(&mut template) {
            Some(place) => std::mem::replace(place, hole()),
            None => return self.position(expr),
        };
        if suspends(&template) {
            return self.position(&template);
        }
        let inner = match expr {
            Expr::If(e) => self.in_condition(&e.cond, |this| this.node(&inner)),
            _ => self.node(&inner),
        };
        Node::Template {
            inner: Rc::new(inner),
            template,
        }
    }

    /// Walks a part of a condition, which is a unit unless it binds.
    fn in_condition<T>(&mut self, cond: &Expr, walk: impl FnOnce(&mut Self) -> T) -> T {
        let key = match has_let(cond) {
            true => None,
            false => UnitKey::of(&suspensions_in(cond), &self.units),
        };
        self.units.extend(key);
        let walked = walk(self);
        if key.is_some() {
            self.units.pop();
        }
        walked
    }

    fn position(&mut self, expr: &Expr) -> Node {
        let mut finder = FirstAwait(None);
        finder.visit_expr(expr);
        let (span, awaited) = match finder.0 {
            Some((span, awaited)) => (span, self.ir.resolved.text(&awaited)),
            None => (place(expr), "…".to_owned()),
        };
        self.reason(ReasonKind::AwaitPosition, span, awaited);
        Node::Plain(expr.clone())
    }

    fn await_in_macro(&mut self, mac: &syn::Macro) {
        let name = mac
            .path
            .segments
            .last()
            .map_or_else(String::new, |last| last.ident.to_string());
        self.reason(ReasonKind::AwaitInMacro, mac.path.span(), name);
    }

    fn cond(&mut self, expr: &Expr) -> Cond {
        let mut declares = Vec::new();
        let mut bindings = LetPatterns(&mut declares);
        bindings.visit_expr(expr);
        if !suspends(expr) {
            return Cond {
                expr: expr.clone(),
                inner: None,
                declares,
            };
        }
        match self.template_or_whole(expr) {
            Some((template, inner)) => Cond {
                expr: template,
                inner: Some(inner),
                declares,
            },
            None => {
                self.position(expr);
                Cond {
                    expr: expr.clone(),
                    inner: None,
                    declares,
                }
            }
        }
    }

    fn template_or_whole(&mut self, expr: &Expr) -> Option<(Expr, Rc<Node>)> {
        match expr {
            Expr::Let(_) | Expr::Binary(_) => {
                let mut template = expr.clone();
                let inner = std::mem::replace(first_operand(&mut template)?, hole());
                if suspends(&template) {
                    return None;
                }
                let node = self.in_condition(expr, |this| this.node(&inner));
                Some((template, Rc::new(node)))
            }
            expr => Some((hole(), Rc::new(self.unit_expr(expr, Shape::Value)))),
        }
    }

    /// An `if`; `whole` if what is left of what it matches is dropped right behind it.
    fn if_node(&mut self, e: &syn::ExprIf, whole: bool) -> Node {
        // Before 2024 that lives as long as the statement around.
        let lingers = !whole && self.edition == Edition::Before2024;
        let cond = self.cond(&e.cond);
        match &*e.cond {
            Expr::Let(condition) => {
                let otherwise = lingers || has_else_that(e, suspends);
                self.matched(
                    &condition.expr,
                    &cond_value(&cond, &condition.expr),
                    &[&condition.pat],
                    &[
                        lingers
                            || suspends_in(&e.then_branch)
                            || !pattern::consumes(&condition.pat),
                    ],
                );
                if otherwise && !pattern::leaves_nothing_unmatched(&condition.pat) {
                    self.reason(ReasonKind::Remainder, place(&condition.pat), "");
                }
            }
            cond if has_let(cond) => {
                self.reason(ReasonKind::AwaitIn, place(cond), "an `if let` chain");
            }
            _ => {}
        }
        let then = syn::ExprBlock {
            attrs: Vec::new(),
            label: None,
            block: e.then_branch.clone(),
        };
        Node::If(Rc::new(If {
            points: self.ir.graph.points[numbers(&e.attrs, POINT)[0]],
            span: inside(&Expr::If(e.clone())),
            word: e.if_token.span,
            cond,
            then: Rc::new(self.branch(&Expr::Block(then))),
            otherwise: e
                .else_branch
                .as_ref()
                .map(|(_, otherwise)| Rc::new(self.branch(otherwise))),
        }))
    }

    /// A `match`; `whole` if what is left of the scrutinee is dropped right behind it.
    fn match_node(&mut self, e: &syn::ExprMatch, whole: bool) -> Node {
        let pats: Vec<&Pat> = e.arms.iter().map(|arm| &arm.pat).collect();
        let behind = |arm: &syn::Arm| suspends(&arm.body) || !whole;
        let suspending: Vec<bool> = e.arms.iter().map(behind).collect();
        let scrutinee = self.node(&e.expr);
        self.matched(&e.expr, &scrutinee, &pats, &suspending);
        for arm in &e.arms {
            if let Pat::Guard(guard) = &arm.pat
                && suspends(&guard.guard)
            {
                let span = first_await(&guard.guard);
                self.reason(ReasonKind::AwaitIn, span, "a match guard");
            }
        }
        Node::Match(Rc::new(Match {
            points: self.ir.graph.points[numbers(&e.attrs, POINT)[0]],
            span: inside(&Expr::Match(e.clone())),
            scrutinee: Rc::new(scrutinee),
            arms: e
                .arms
                .iter()
                .map(|arm| Arm {
                    pat: arm.pat.clone(),
                    declares: declares(pattern::without_guard(&arm.pat)),
                    body: Rc::new(self.unit_expr(&arm.body, Shape::Value)),
                })
                .collect(),
        }))
    }

    /// The value is needed across a suspension point: so are the temporaries that it may borrow.
    fn temporaries(&mut self, value: &Node) {
        let found = match value {
            Node::Plain(expr) => temporaries::find(expr),
            Node::Template { template, inner } => {
                self.temporaries(inner);
                temporaries::find(template)
            }
            // Before 2024 they outlive the block of whose last expression they are.
            Node::Block(block) if self.edition == Edition::Before2024 => match block.stmts.last() {
                Some(Stmt::Plain {
                    stmt: syn::Stmt::Expr(expr, None),
                    ..
                }) => temporaries::find(expr),
                Some(Stmt::Expr { node, semi: false }) => {
                    self.temporaries(node);
                    None
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(temporary) = found {
            let text = self.ir.resolved.text(&temporary).replace(HOLE, "…");
            self.reason(ReasonKind::Temporary, place(&temporary), text);
        }
    }

    /// Checks what is matched by patterns whose arms suspend.
    fn matched(&mut self, scrutinee: &Expr, node: &Node, pats: &[&Pat], suspending: &[bool]) {
        for pat in pats {
            if pattern::has_ref(pattern::without_guard(pat)) {
                self.reason(ReasonKind::RefBinding, place(pat), "binding");
            }
        }
        self.temporaries(node);
        if temporaries::is_place(scrutinee) && !suspends(scrutinee) {
            // The place stays where it is; a move out of it is decided like any other.
            return;
        }
        let copy = pats.iter().any(|pat| pattern::is_literal(pat))
            || matches!(scrutinee, Expr::Reference(_));
        for (pat, suspends) in pats.iter().zip(suspending) {
            if *suspends && !copy && !pattern::consumes(pattern::without_guard(pat)) {
                self.reason(ReasonKind::Remainder, place(pat), "");
            }
        }
    }

    fn loop_node(
        &mut self,
        expr: &Expr,
        attrs: &[syn::Attribute],
        label: Option<&syn::Label>,
        kind: LoopKind,
        body: Block,
        valued: bool,
    ) -> Node {
        Node::Loop(Rc::new(Loop {
            points: self.ir.graph.points[numbers(attrs, POINT)[0]],
            span: inside(expr),
            label: label.map(|label| label.name.ident.clone()),
            kind,
            body: Rc::new(body),
            valued,
        }))
    }
}

/// The operand of an expression that is evaluated first, if what is evaluated behind it needs
/// nothing of what came before.
pub(super) fn first_operand(expr: &mut Expr) -> Option<&mut Expr> {
    Some(match expr {
        Expr::Try(e) => &mut e.expr,
        Expr::Await(e) => &mut e.base,
        Expr::MethodCall(e) => &mut e.receiver,
        Expr::Field(e) => &mut e.base,
        Expr::Unary(e) => &mut e.expr,
        Expr::Cast(e) => &mut e.expr,
        Expr::Paren(e) => &mut e.expr,
        Expr::Group(e) => &mut e.expr,
        Expr::Reference(e) => &mut e.expr,
        Expr::Index(e) => &mut e.expr,
        Expr::Let(e) => &mut e.expr,
        Expr::Match(e) => &mut e.expr,
        Expr::If(e) => match &mut *e.cond {
            cond @ (Expr::Let(_) | Expr::Binary(_)) => first_operand(cond)?,
            cond => cond,
        },
        Expr::ForLoop(e) => &mut e.expr,
        Expr::Return(e) => e.expr.as_deref_mut()?,
        Expr::Break(e) => e.expr.as_deref_mut()?,
        Expr::Call(e) if matches!(*e.func, Expr::Path(_)) => e.args.first_mut()?,
        Expr::Tuple(e) => e.elems.first_mut()?,
        Expr::Array(e) => e.elems.first_mut()?,
        Expr::Struct(e) => &mut e.fields.first_mut()?.expr,
        Expr::Binary(e) => {
            let (is_compound, is_variable) = (is_compound(&e.op), as_ident(&e.left).is_some());
            match (is_compound, is_variable, has_let(&e.left)) {
                // The first operand of a chain is what its first `let` matches.
                (false, _, true) => return first_operand(&mut e.left),
                (false, _, false) => &mut e.left,
                (true, true, _) => &mut e.right,
                (true, false, _) => return None,
            }
        }
        Expr::Assign(e) if is_simple_place(&e.left) => &mut e.right,
        Expr::Range(e) => e.start.as_deref_mut()?,
        _ => return None,
    })
}

/// The first name that a pattern binds, for a message.
fn pattern_text(ir: &Ir, pat: &Pat) -> String {
    let mut name = None;
    pattern::bindings(pat, &mut |ident| {
        name.get_or_insert_with(|| placeholder_number(&ident.ident, BINDING));
    });
    name.flatten().map_or_else(
        || "_".to_owned(),
        |id| ir.resolved.locals[id].ident.to_string(),
    )
}

/// What a condition binds by `let`.
fn cond_value(cond: &Cond, plain: &Expr) -> Node {
    match &cond.inner {
        Some(inner) => Node::Template {
            template: hole(),
            inner: inner.clone(),
        },
        None => Node::Plain(plain.clone()),
    }
}

fn is_simple_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) | Expr::Infer(_) => true,
        Expr::Field(e) => is_simple_place(&e.base),
        Expr::Paren(e) => is_simple_place(&e.expr),
        Expr::Unary(e) => matches!(e.op, syn::UnOp::Deref(_)) && is_simple_place(&e.expr),
        _ => false,
    }
}

fn hole() -> Expr {
    ident_expr(Ident::new(HOLE, Span::call_site()))
}

/// The locals that a pattern binds.
pub(super) fn declares(pat: &Pat) -> Vec<LocalId> {
    let mut locals = Vec::new();
    pattern::bindings(pat, &mut |ident| {
        locals.extend(placeholder_number(&ident.ident, BINDING).map(LocalId));
    });
    locals
}

struct LetPatterns<'a>(&'a mut Vec<LocalId>);

impl Visit<'_> for LetPatterns<'_> {
    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Let(e) => self.0.extend(declares(&e.pat)),
            Expr::Binary(e) => {
                self.visit_expr(&e.left);
                self.visit_expr(&e.right);
            }
            _ => {}
        }
    }
}

fn suspends_in(block: &syn::Block) -> bool {
    block.stmts.iter().any(stmt_suspends)
}

fn has_else_that(e: &syn::ExprIf, holds: impl Fn(&Expr) -> bool) -> bool {
    e.else_branch
        .as_ref()
        .is_some_and(|(_, otherwise)| holds(otherwise))
}

fn breaks_with_value(block: &syn::Block) -> bool {
    struct Breaks(bool);
    impl Visit<'_> for Breaks {
        fn visit_expr_break(&mut self, e: &syn::ExprBreak) {
            self.0 |= e.expr.is_some();
            syn::visit::visit_expr_break(self, e);
        }
        fn visit_macro(&mut self, mac: &syn::Macro) {
            macros::visit_arguments(&mut mac.clone(), |argument| self.visit_expr(argument));
        }
        fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}
        fn visit_expr_async(&mut self, _: &syn::ExprAsync) {}
        fn visit_item(&mut self, _: &syn::Item) {}
    }
    let mut breaks = Breaks(false);
    breaks.visit_block(block);
    breaks.0
}

/// The suspension points inside a construct; of a `for` loop, those of its body.
fn inside(expr: &Expr) -> Span2 {
    struct All(Vec<usize>);
    impl Visit<'_> for All {
        fn visit_attribute(&mut self, attr: &syn::Attribute) {
            if attr.path().is_ident(SUSPEND) {
                self.0.extend(suspensions(std::slice::from_ref(attr)));
            }
        }
        fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}
        fn visit_expr_async(&mut self, _: &syn::ExprAsync) {}
        fn visit_item(&mut self, _: &syn::Item) {}
    }
    let mut all = All(Vec::new());
    match expr {
        Expr::ForLoop(e) => all.visit_block(&e.body),
        // The condition of an `if` and the scrutinee of a `match` come before any branch.
        Expr::If(e) => {
            all.visit_block(&e.then_branch);
            e.else_branch
                .iter()
                .for_each(|(_, otherwise)| all.visit_expr(otherwise));
        }
        Expr::Match(e) => e.arms.iter().for_each(|arm| all.visit_arm(arm)),
        expr => all.visit_expr(expr),
    }
    Span2 {
        first: all.0.iter().copied().min().unwrap_or(0),
        last: all.0.iter().copied().max().unwrap_or(0),
    }
}

/// The first await in an expression that suspends.
fn first_await(expr: &Expr) -> Span {
    let mut finder = FirstAwait(None);
    finder.visit_expr(expr);
    finder.0.map_or_else(|| place(expr), |(span, _)| span)
}

struct FirstAwait(Option<(Span, Expr)>);

impl Visit<'_> for FirstAwait {
    fn visit_expr_await(&mut self, e: &syn::ExprAwait) {
        syn::visit::visit_expr_await(self, e);
        if !suspensions(&e.attrs).is_empty() {
            self.0
                .get_or_insert_with(|| (e.await_token.span, (*e.base).clone()));
        }
    }
    fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}
    fn visit_expr_async(&mut self, _: &syn::ExprAsync) {}
    fn visit_item(&mut self, _: &syn::Item) {}
}
