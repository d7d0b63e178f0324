//! Builds the control-flow graph of a resolved body.

use std::mem;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::VisitMut as _;
use syn::{Block, Expr, Pat, Stmt};

use super::graph::{Event, Graph, NodeId, Points, Unit, UnitKey};
use super::local::{LocalId, MentionId};
use super::resolve::{BINDING, MENTION, Resolved};
use super::syntax::{
    ITERATOR, POINT, as_ident, has_let, is_compound, number, numbers, placeholder_number, suspends,
    suspensions, suspensions_in, suspensions_in_stmt,
};
use super::{macros, pattern};
use crate::hide;
use crate::known_macros;
use crate::known_macros::select::{Head, Select};
use crate::machine::Via;
use crate::suspend::Numbers;
use crate::suspension::Suspension;

/// Builds the graph; numbers the constructs that suspend.
pub(crate) fn trace(resolved: &mut Resolved, suspensions: &[Suspension]) -> Graph {
    let mut block = mem::replace(
        &mut resolved.block,
        Block {
            brace_token: syn::token::Brace::default(),
            stmts: Vec::new(),
        },
    );
    let mut tracer = Tracer {
        graph: Graph {
            events: vec![Event::Nothing, Event::Nothing],
            next: vec![Vec::new(), Vec::new()],
            exit: 1,
            points: Vec::new(),
            suspends: vec![None; suspensions.len()],
            barriers: Default::default(),
            units: Default::default(),
        },
        resolved,
        suspensions,
        here: Some(0),
        scope: Vec::new(),
        jumps: Vec::new(),
        units: Vec::new(),
    };
    for id in tracer.resolved.parameters.clone() {
        tracer.declare(id, true);
    }
    tracer.block(&mut block);
    tracer.end_scopes(0);
    tracer.go(1);
    let graph = tracer.graph;
    resolved.block = block;
    graph
}

struct Tracer<'a> {
    graph: Graph,
    resolved: &'a Resolved,
    suspensions: &'a [Suspension],
    /// The point reached, unless the code is unreachable.
    here: Option<NodeId>,
    /// The locals in scope.
    scope: Vec<LocalId>,
    /// What `break` and `continue` can reach.
    jumps: Vec<Jump>,
    /// The units being walked, from the outermost.
    units: Vec<UnitKey>,
}

struct Jump {
    label: Option<Ident>,
    /// A labelled block, which an unlabelled `break` does not leave.
    block: bool,
    head: NodeId,
    join: NodeId,
    depth: usize,
}

impl Tracer<'_> {
    fn node(&mut self) -> NodeId {
        self.graph.events.push(Event::Nothing);
        self.graph.next.push(Vec::new());
        self.graph.events.len() - 1
    }

    fn add(&mut self, event: Event) -> Option<NodeId> {
        let here = self.here?;
        let node = self.node();
        self.graph.events[node] = event;
        self.graph.next[here].push(node);
        self.here = Some(node);
        Some(node)
    }

    /// The path goes on at `target`, and nowhere else.
    fn go(&mut self, target: NodeId) {
        if let Some(here) = self.here.take() {
            self.graph.next[here].push(target);
        }
    }

    fn declare(&mut self, id: LocalId, init: bool) {
        self.scope.push(id);
        self.add(Event::Declare(id, init));
    }

    /// The scopes deeper than `depth` end on this path.
    fn end_scopes(&mut self, depth: usize) {
        for index in (depth..self.scope.len()).rev() {
            self.add(Event::End(self.scope[index]));
        }
    }

    /// These locals, innermost last, are not in scope on this path.
    fn end(&mut self, locals: Vec<LocalId>) {
        for id in locals.into_iter().rev() {
            self.add(Event::End(id));
        }
    }

    fn scoped(&mut self, walk: impl FnOnce(&mut Self)) {
        let depth = self.scope.len();
        walk(self);
        self.end_scopes(depth);
        self.scope.truncate(depth);
    }

    fn block(&mut self, block: &mut Block) {
        self.scoped(|this| {
            for stmt in &mut block.stmts {
                match stmt {
                    Stmt::Local(local) => this.local(local),
                    Stmt::Item(_) => {}
                    Stmt::Expr(expr, _) => this.unit(expr),
                    Stmt::Macro(_) => {
                        let inside = suspensions_in_stmt(stmt);
                        let Stmt::Macro(stmt) = stmt else { return };
                        this.unit_of(&inside, |this| this.macro_call(&stmt.attrs, &stmt.mac));
                    }
                }
            }
        });
    }

    /// Walks an expression whose temporaries do not outlive it.
    fn unit(&mut self, expr: &mut Expr) {
        let inside = suspensions_in(expr);
        self.unit_of(&inside, |this| this.expr(expr));
    }

    fn unit_of(&mut self, suspensions: &[usize], walk: impl FnOnce(&mut Self)) {
        let Some(key) = UnitKey::of(suspensions, &self.units) else {
            return walk(self);
        };
        self.units.push(key);
        let entry = self.add(Event::Nothing);
        walk(self);
        let end = self.add(Event::Nothing);
        self.units.pop();
        if let Some(entry) = entry {
            self.graph.units.insert(key, Unit { entry, end });
        }
    }

    fn local(&mut self, local: &mut syn::Local) {
        let Some(init) = &mut local.init else {
            return self.pat(&local.pat, false);
        };
        self.unit(&mut init.expr);
        if let Some((_, diverge)) = &mut init.diverge {
            let fork = self.here;
            self.expr(diverge);
            self.here = fork;
        }
        self.pat(&local.pat, true);
    }

    fn pat(&mut self, pat: &Pat, init: bool) {
        pattern::bindings(pat, &mut |ident| {
            if let Some(id) = placeholder_number(&ident.ident, BINDING) {
                self.declare(LocalId(id), init);
            }
        });
    }

    fn guard(&mut self, pat: &mut Pat) {
        if let Pat::Guard(guard) = pat {
            self.expr(&mut guard.guard);
        }
    }

    /// Numbers a construct that suspends.
    fn point(&mut self, attrs: &mut Vec<syn::Attribute>, head: NodeId, join: NodeId) {
        attrs.push(number(POINT, self.graph.points.len()));
        self.graph.points.push(Points { head, join });
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e mut Expr>) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    fn expr(&mut self, expr: &mut Expr) {
        if let Some(ident) = as_ident(expr) {
            if let Some(id) = placeholder_number(ident, MENTION) {
                self.add(Event::Mention(MentionId(id)));
            }
            return;
        }
        let splits = suspends(expr);
        match expr {
            Expr::Array(e) => self.exprs(&mut e.elems),
            Expr::Assign(e) => self.exprs([&mut *e.right, &mut *e.left]),
            Expr::Async(e) => self.captured(&e.block.to_token_stream()),
            Expr::Await(e) => {
                self.expr(&mut e.base);
                for suspension in suspensions(&e.attrs) {
                    self.suspend(suspension);
                    if hide::is_run(&e.base) {
                        self.graph.barriers.extend(self.here);
                    }
                }
            }
            Expr::Binary(e) if matches!(e.op, syn::BinOp::And(_) | syn::BinOp::Or(_)) => {
                self.expr(&mut e.left);
                let fork = self.here;
                self.expr(&mut e.right);
                self.meet(fork);
            }
            Expr::Binary(e) if is_compound(&e.op) => {
                self.exprs([&mut *e.right, &mut *e.left]);
            }
            Expr::Binary(e) => self.exprs([&mut *e.left, &mut *e.right]),
            Expr::Block(e) if e.label.is_some() => {
                let join = self.node();
                let label = e.label.as_ref().map(|label| label.name.ident.clone());
                let depth = self.scope.len();
                self.jumps.push(Jump {
                    label,
                    block: true,
                    head: join,
                    join,
                    depth,
                });
                self.block(&mut e.block);
                self.jumps.pop();
                self.go(join);
                self.here = Some(join);
            }
            Expr::Block(e) => self.block(&mut e.block),
            Expr::Unsafe(e) => self.block(&mut e.block),
            Expr::Break(e) => {
                e.expr.iter_mut().for_each(|value| self.unit(value));
                self.jump(e.label.as_ref(), false);
            }
            Expr::Continue(e) => {
                self.jump(e.label.as_ref(), true);
            }
            Expr::Call(e) => {
                self.expr(&mut e.func);
                self.exprs(&mut e.args);
                if diverges(&e.func) {
                    self.barrier();
                }
            }
            Expr::Cast(e) => self.expr(&mut e.expr),
            Expr::Closure(e) => self.captured(&e.body.to_token_stream()),
            Expr::Field(e) => self.expr(&mut e.base),
            Expr::Group(e) => self.expr(&mut e.expr),
            Expr::Paren(e) => self.expr(&mut e.expr),
            Expr::If(e) => {
                let join = self.node();
                if splits {
                    self.point(&mut e.attrs, join, join);
                }
                let depth = self.scope.len();
                self.condition(&mut e.cond);
                let fork = self.here;
                let bound = self.scope[depth..].to_vec();
                self.block(&mut e.then_branch);
                self.end_scopes(depth);
                self.scope.truncate(depth);
                self.go(join);
                self.here = fork;
                self.end(bound);
                if let Some((_, otherwise)) = &mut e.else_branch {
                    self.expr(otherwise);
                }
                self.go(join);
                self.here = Some(join);
            }
            Expr::Index(e) => self.exprs([&mut *e.expr, &mut *e.index]),
            Expr::Let(e) => {
                self.expr(&mut e.expr);
                self.pat(&e.pat, true);
            }
            Expr::Match(e) => {
                let join = self.node();
                if splits {
                    self.point(&mut e.attrs, join, join);
                }
                self.expr(&mut e.expr);
                let mut fork = self.here;
                let depth = self.scope.len();
                for arm in &mut e.arms {
                    self.here = fork;
                    self.scoped(|this| {
                        this.pat(&arm.pat, true);
                        this.guard(&mut arm.pat);
                        // A guard that fails goes on to the next arm.
                        if matches!(arm.pat, Pat::Guard(_)) {
                            let passed = this.here;
                            this.end_scopes(depth);
                            this.meet(fork);
                            fork = this.here;
                            this.here = passed;
                        }
                        this.unit(&mut arm.body);
                    });
                    self.go(join);
                }
                self.here = Some(join);
            }
            Expr::Loop(e) => {
                let label = e.label.as_ref().map(|label| label.name.ident.clone());
                self.looped(label, splits.then_some(&mut e.attrs), |this, _| {
                    this.block(&mut e.body);
                });
            }
            Expr::While(e) => {
                let label = e.label.as_ref().map(|label| label.name.ident.clone());
                self.looped(label, splits.then_some(&mut e.attrs), |this, join| {
                    this.scoped(|this| {
                        let depth = this.scope.len();
                        this.condition(&mut e.cond);
                        let fork = this.here;
                        this.end_scopes(depth);
                        this.go(join);
                        this.here = fork;
                        this.block(&mut e.body);
                    });
                });
            }
            Expr::ForLoop(e) => {
                self.expr(&mut e.expr);
                let label = e.label.as_ref().map(|label| label.name.ident.clone());
                self.scoped(|this| {
                    for id in numbers(&e.attrs, ITERATOR) {
                        this.declare(LocalId(id), true);
                    }
                    this.looped(label, splits.then_some(&mut e.attrs), |this, join| {
                        this.also(join);
                        this.scoped(|this| {
                            this.pat(&e.pat, true);
                            this.block(&mut e.body);
                        });
                    });
                });
            }
            Expr::Macro(e) => self.macro_call(&e.attrs, &e.mac),
            Expr::MethodCall(e) => {
                self.expr(&mut e.receiver);
                self.exprs(&mut e.args);
            }
            Expr::Range(e) => {
                self.exprs(
                    e.start
                        .as_deref_mut()
                        .into_iter()
                        .chain(e.end.as_deref_mut()),
                );
            }
            Expr::RawAddr(e) => self.expr(&mut e.expr),
            Expr::Reference(e) => self.expr(&mut e.expr),
            Expr::Repeat(e) => self.expr(&mut e.expr),
            Expr::Return(e) => {
                e.expr.iter_mut().for_each(|value| self.unit(value));
                self.leave(Via::Return);
            }
            Expr::Struct(e) => {
                self.exprs(e.fields.iter_mut().map(|field| &mut field.expr));
                self.exprs(e.rest.as_deref_mut());
            }
            Expr::Try(e) => {
                self.expr(&mut e.expr);
                let fork = self.here;
                self.leave(Via::Try);
                self.here = fork;
            }
            Expr::Tuple(e) => self.exprs(&mut e.elems),
            Expr::Unary(e) => self.expr(&mut e.expr),
            Expr::Verbatim(tokens) => self.mentions(tokens.clone()),
            _ => {}
        }
    }

    /// The temporaries of a condition do not outlive it, unless it binds.
    fn condition(&mut self, cond: &mut Expr) {
        if has_let(cond) {
            self.expr(cond);
        } else {
            self.unit(cond);
        }
    }

    /// The path from `fork` comes in here, too.
    fn meet(&mut self, fork: Option<NodeId>) {
        if let Some(fork) = fork.filter(|_| fork != self.here) {
            let join = self.node();
            self.go(join);
            self.graph.next[fork].push(join);
            self.here = Some(join);
        }
    }

    /// The path may also go on at `join`.
    fn also(&mut self, join: NodeId) {
        if let Some(here) = self.here {
            self.graph.next[here].push(join);
        }
    }

    fn suspend(&mut self, suspension: usize) {
        let node = self.add(Event::Suspend(suspension));
        if let Some(place) = self.graph.suspends.get_mut(suspension) {
            *place = node;
        }
    }

    /// What comes behind need not be reached.
    fn barrier(&mut self) {
        let node = self.add(Event::Nothing);
        self.graph.barriers.extend(node);
    }

    fn leave(&mut self, via: Via) {
        self.add(Event::Leave(via));
        self.end_scopes(0);
        self.go(self.graph.exit);
    }

    fn jump(&mut self, label: Option<&syn::Lifetime>, again: bool) {
        let jump = self.jumps.iter().rev().find(|jump| match label {
            Some(label) => jump.label.as_ref() == Some(&label.ident),
            None => !jump.block,
        });
        if let Some((head, join, depth)) = jump.map(|jump| (jump.head, jump.join, jump.depth)) {
            self.end_scopes(depth);
            if again {
                self.add(Event::Round(join));
            }
            self.go(if again { head } else { join });
        }
        self.here = None;
    }

    fn looped(
        &mut self,
        label: Option<Ident>,
        attrs: Option<&mut Vec<syn::Attribute>>,
        walk: impl FnOnce(&mut Self, NodeId),
    ) {
        let (head, join) = (self.node(), self.node());
        if let Some(attrs) = attrs {
            self.point(attrs, head, join);
        }
        self.go(head);
        self.here = Some(head);
        let depth = self.scope.len();
        self.jumps.push(Jump {
            label,
            block: false,
            head,
            join,
            depth,
        });
        walk(self, join);
        self.jumps.pop();
        self.add(Event::Round(join));
        self.go(head);
        self.here = Some(join);
    }

    fn macro_call(&mut self, attrs: &[syn::Attribute], mac: &syn::Macro) {
        // Awaits inside are expressions again where the tokens are; anything else is only
        // looked through for mentions.
        let inside = suspensions(attrs);
        if self.arguments(&inside, mac) {
            if macros::diverges(&mac.path) {
                self.barrier();
            }
            return;
        }
        self.mentions(mac.tokens.clone());
        let mut inside = inside.into_iter();
        let Some(first) = inside.next() else { return };
        self.suspend(first);
        if self.suspensions[first].children.is_empty() {
            return inside.for_each(|suspension| self.suspend(suspension));
        }
        self.handlers(first, inside.collect());
    }

    /// Walks the arguments of a macro that we know, if they have the awaits that it carries.
    fn arguments(&mut self, inside: &[usize], mac: &syn::Macro) -> bool {
        let Some(&first) = inside.first() else {
            return macros::visit_arguments(&mut mac.clone(), |argument| self.expr(argument));
        };
        let side_by_side = macros::is_side_by_side(mac);
        let mut numbers = Numbers::starting_at(first, &TokenStream::new());
        numbers.skip_if(side_by_side);
        // They are numbered in the order in which they stand, and walked in that of evaluation.
        let mut arguments = Vec::new();
        let known = macros::visit_arguments(&mut mac.clone(), |argument| {
            numbers.visit_expr_mut(argument);
            arguments.push(argument.clone());
        });
        let polled = macros::is_poll(mac).then(|| numbers.next());
        numbers.skip_if(polled.is_some());
        if !known || numbers.next() != first + inside.len() {
            return false;
        }
        match known_macros::parse_select(mac) {
            Some(mut select) if side_by_side => {
                let mut numbered = arguments.into_iter();
                for branch in &mut select.branches {
                    branch.each(|expr| {
                        if let Some(argument) = numbered.next() {
                            *expr = argument;
                        }
                    });
                }
                self.select(first, &mut select);
            }
            _ => {
                self.exprs(&mut arguments);
                let own = side_by_side.then_some(first).or(polled);
                own.into_iter().for_each(|number| self.suspend(number));
            }
        }
        true
    }

    /// `select!`: the futures are made, one of them is waited for, and its handler runs.
    fn select(&mut self, number: usize, select: &mut Select) {
        for branch in &mut select.branches {
            if let Head::Future {
                future, condition, ..
            } = &mut branch.head
            {
                if let Some((_, _, condition)) = condition {
                    self.expr(condition);
                }
                self.expr(future);
            }
        }
        self.suspend(number);
        let fork = self.here;
        let join = self.node();
        for branch in &mut select.branches {
            self.here = fork;
            self.scoped(|this| {
                if let Head::Future { pat, .. } = &branch.head {
                    this.pat(pat, true);
                }
                this.expr(&mut branch.handler);
            });
            self.go(join);
        }
        self.here = Some(join);
    }

    /// The awaits in the handlers of `select!`: those of one handler in turn, and of all handlers
    /// but one run.
    fn handlers(&mut self, select: usize, awaits: Vec<usize>) {
        let place = |span: proc_macro2::Span| (span.start().line, span.start().column);
        let suspensions = self.suspensions;
        let starts = suspensions[select]
            .children
            .iter()
            .map(|child| place(child.span));
        let starts: Vec<_> = starts.collect();
        let handler = |suspension: usize| {
            let at = place(suspensions[suspension].span);
            starts.iter().filter(|start| **start <= at).count()
        };
        let fork = self.here;
        let join = self.node();
        for handled in 1..=starts.len() {
            self.here = fork;
            for &suspension in awaits
                .iter()
                .filter(|&&suspension| handler(suspension) == handled)
            {
                self.suspend(suspension);
            }
            self.go(join);
        }
        self.here = Some(join);
    }

    /// The mentions inside a closure or `async` block: they happen when it is built.
    ///
    /// However often a local is mentioned there, it is captured once: by the mention that does most
    /// to it.
    fn captured(&mut self, tokens: &TokenStream) {
        let mut mentions = Vec::new();
        collect_mentions(tokens.clone(), &mut mentions);
        let does = |id: MentionId| {
            let mention = &self.resolved.mentions[id.0];
            (mention.takes(), mention.unclear(), mention.may_borrow())
        };
        let mut captured: Vec<MentionId> = Vec::new();
        for id in mentions {
            let local = self.resolved.mentions[id.0].local;
            let same = |known: &&mut MentionId| self.resolved.mentions[known.0].local == local;
            match captured.iter_mut().find(same) {
                Some(known) if does(id) > does(*known) => *known = id,
                Some(_) => {}
                None => captured.push(id),
            }
        }
        for id in captured {
            self.add(Event::Mention(id));
        }
    }

    fn mentions(&mut self, tokens: TokenStream) {
        let mut mentions = Vec::new();
        collect_mentions(tokens, &mut mentions);
        for id in mentions {
            self.add(Event::Mention(id));
        }
    }
}

/// Whether this is a function of the standard library that does not return.
fn diverges(func: &Expr) -> bool {
    let Expr::Path(func) = func else { return false };
    let last = func.path.segments.last();
    let names = [
        "abort",
        "exit",
        "panic_any",
        "resume_unwind",
        "unreachable_unchecked",
    ];
    last.is_some_and(|last| names.iter().any(|name| last.ident == name))
}

fn collect_mentions(tokens: TokenStream, mentions: &mut Vec<MentionId>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect_mentions(group.stream(), mentions),
            TokenTree::Ident(ident) => {
                mentions.extend(placeholder_number(&ident, MENTION).map(MentionId));
            }
            _ => {}
        }
    }
}
