//! The arms of the poll code, and the code that runs from one suspension point to the next.
//!
//! An arm starts where the machine is resumed, where paths meet, or where a loop begins a round.
//! What is left to do from there is a [`Cont`]: the rest of the statement, of its block, of the
//! block around that, and so forth, up to the end of the function.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::Member;
use syn::spanned::Spanned as _;

use super::mention::Substitution;
use super::names::{Held, Names};
use super::nested::{Entry, Nested};
use super::node::{
    Arm as MatchArm, Block, Cond, HOLE, If, Loop, LoopKind, Match, Node, Shape, Span2, Statement,
    Stmt,
};
use super::rests::{self, Rests};
use super::rewrite::{self, Args, Argument, Leave, Part};
use crate::compiler::marks::Marks;
use crate::ir::Ir;
use crate::ir::build::FIRST_SUSPEND;
use crate::ir::graph::NodeId;
use crate::ir::local::LocalId;
use crate::ir::pattern;
use crate::reason::{Reason, ReasonKind};

/// For how many arguments the runtime has methods, where rustc decides.
const MOST_ARGUMENTS: usize = 8;

/// The number of an arm. Those of states are the states' own; the others follow.
pub(super) type ArmId = usize;

/// What is left to do with a value.
pub(super) struct Cont {
    kind: ContKind,
    next: Option<Rc<Cont>>,
}

enum ContKind {
    /// The function returns it.
    Return,
    /// A scope ends that has these locals.
    Scope(Vec<LocalId>),
    /// It is the value of a statement; then comes the rest of the block.
    Rest {
        block: Rc<Block>,
        index: usize,
        before: Vec<LocalId>,
    },
    /// It fills the hole.
    Template(syn::Expr),
    /// It is awaited.
    Await(usize),
    /// It is the condition's first operand.
    If(Rc<If>),
    /// It is matched.
    Match(Rc<Match>),
    /// It is the first operand of the loop's condition.
    While(Rc<Loop>, LoopArms),
    /// It is what the loop iterates over.
    For(Rc<Loop>),
    /// A branch ends with it.
    Join(Join),
    /// A round of the loop ends.
    Round(Rc<Loop>, LoopArms),
}

#[derive(Clone)]
struct Join {
    arm: ArmId,
    point: NodeId,
    value: Option<Ident>,
}

#[derive(Clone)]
struct LoopArms {
    head: ArmId,
    join: Join,
    /// The locals in scope outside of the loop, and so without its iterator.
    outside: Vec<LocalId>,
}

/// The poll code, as far as tokens go.
pub(super) struct Code {
    /// The arms, in the order of the source.
    pub(super) arms: Vec<(ArmId, TokenStream)>,
    /// The variables that hand a value to where paths meet.
    pub(super) values: Vec<TokenStream>,
    /// How what is left drops of locals of which parts may be moved.
    pub(super) rests: BTreeMap<LocalId, rests::Code>,
    /// What was found out about the arms.
    pub(super) facts: Facts,
}

/// What is found out while the arms are made.
#[derive(Default)]
pub(super) struct Facts {
    /// The locals that are in the enum when an arm hands over to another.
    pub(super) kept: BTreeMap<ArmId, BTreeSet<LocalId>>,
    /// The mentions in each arm.
    pub(super) mentions: BTreeMap<ArmId, BTreeSet<usize>>,
    /// The locals declared in each arm.
    pub(super) declared: BTreeMap<ArmId, BTreeSet<LocalId>>,
    /// The locals in scope where each arm starts, and the point in the graph.
    pub(super) starts: BTreeMap<ArmId, (NodeId, Vec<LocalId>)>,
    /// The locals in scope at each suspension point.
    pub(super) scopes: BTreeMap<usize, Vec<LocalId>>,
    /// Locals that are in the enum without being certain to hold a value.
    pub(super) flagged: BTreeSet<LocalId>,
    /// The mentions in what is awaited at each suspension point.
    pub(super) operands: BTreeMap<usize, BTreeSet<usize>>,
    /// The suspension points whose result is dropped at once.
    pub(super) discarded: BTreeSet<usize>,
    /// The locals that statements mention which rustc's own coroutine runs.
    pub(super) lent: BTreeSet<LocalId>,
    /// The locals that an arm must not move out at its start, since a closure captures them that
    /// must capture nothing else.
    pub(super) in_place: BTreeSet<(ArmId, LocalId)>,
    /// Those statements, by their arms.
    pub(super) statements: BTreeMap<ArmId, Rc<StatementFacts>>,
    /// The arms that each arm goes to.
    pub(super) jumps: BTreeMap<ArmId, BTreeSet<ArmId>>,
    /// What turned out to stand in the way.
    pub(super) reasons: Vec<Reason>,
}

/// What is found out about a statement that rustc's own coroutine runs.
pub(super) struct StatementFacts {
    /// Its states.
    pub(super) states: Vec<ArmId>,
    /// The locals that are alive while it runs, outermost first.
    pub(super) alive: Vec<Held>,
}

impl Facts {
    /// The states in which an arm is resumed.
    pub(super) fn states_of(&self, arm: ArmId) -> Vec<ArmId> {
        match self.statements.get(&arm) {
            Some(statement) => statement.states.clone(),
            None => vec![arm],
        }
    }
}

/// How the arms hold the locals: decided between the first run and the second.
#[derive(Default)]
pub(super) struct Modes {
    /// The locals that have a field in the enum.
    pub(super) slots: BTreeSet<LocalId>,
    /// The locals that an arm moves out into a variable of its own at its start.
    pub(super) loaded: BTreeSet<(ArmId, LocalId)>,
    /// The uses that may move a part of a local.
    pub(super) rests: Rests,
    /// The facts of the first run.
    pub(super) facts: Option<Facts>,
}

struct Pending {
    key: (usize, isize),
    arm: ArmId,
    point: NodeId,
    cont: Rc<Cont>,
    start: Start,
}

enum Start {
    Entry,
    Resume(usize),
    Statement(Rc<Statement>, Nested),
    Join(Option<Ident>),
    Round(Rc<Loop>, LoopArms),
}

pub(super) struct Emitter<'a> {
    ir: &'a Ir,
    names: &'a Names,
    modes: &'a Modes,
    rt: &'a TokenStream,
    output: &'a TokenStream,
    facts: Facts,
    queue: VecDeque<Pending>,
    done: Vec<((usize, isize), ArmId, TokenStream)>,
    values: Vec<TokenStream>,
    next_arm: ArmId,
    /// The arm being made, the locals in scope there, and those that it holds as slots or has
    /// loaded.
    arm: ArmId,
    scope: Vec<LocalId>,
    /// What is left to do behind the code being made: the loops that it can leave are there.
    around: Option<Rc<Cont>>,
    /// Mentions to be left as the user wrote them: those inside a closure that takes the local.
    natural: HashMap<usize, TokenStream>,
    /// The statement whose code is being made, if rustc's own coroutine runs it.
    nested: Option<Nested>,
    rests: BTreeMap<LocalId, rests::Code>,
}

/// Makes the arms.
pub(super) fn emit(
    ir: &Ir,
    block: &Rc<Block>,
    names: &Names,
    modes: &Modes,
    rt: &TokenStream,
    output: &TokenStream,
) -> Code {
    let mut emitter = Emitter {
        ir,
        names,
        modes,
        rt,
        output,
        facts: Facts::default(),
        queue: VecDeque::new(),
        done: Vec::new(),
        values: Vec::new(),
        next_arm: FIRST_SUSPEND + ir.graph.suspends.len(),
        arm: 0,
        scope: Vec::new(),
        around: None,
        natural: HashMap::new(),
        nested: None,
        rests: BTreeMap::new(),
    };
    let root = cont(ContKind::Return, None);
    let root = cont(ContKind::Scope(ir.resolved.parameters.clone()), Some(&root));
    let entry = cont(
        ContKind::Rest {
            block: block.clone(),
            index: usize::MAX,
            before: Vec::new(),
        },
        Some(&root),
    );
    emitter.queue.push_back(Pending {
        key: (0, 0),
        arm: 0,
        point: 0,
        cont: entry,
        start: Start::Entry,
    });
    while let Some(pending) = emitter.queue.pop_front() {
        let tokens = emitter.arm(&pending);
        emitter.done.push((pending.key, pending.arm, tokens));
    }
    let mut done = emitter.done;
    done.sort_by_key(|(key, arm, _)| (*key, *arm));
    Code {
        arms: done
            .into_iter()
            .map(|(_, arm, tokens)| (arm, tokens))
            .collect(),
        values: emitter.values,
        rests: emitter.rests,
        facts: emitter.facts,
    }
}

fn cont(kind: ContKind, next: Option<&Rc<Cont>>) -> Rc<Cont> {
    Rc::new(Cont {
        kind,
        next: next.cloned(),
    })
}

impl Cont {
    fn next(&self) -> &Rc<Cont> {
        self.next
            .as_ref()
            .expect("only the function's end has nothing behind it")
    }

    /// The locals in scope here, outermost first.
    fn scope(&self) -> Vec<LocalId> {
        let mut scope = self
            .next
            .as_ref()
            .map_or_else(Vec::new, |next| next.scope());
        match &self.kind {
            ContKind::Scope(locals) => scope.extend(locals),
            ContKind::Rest { before, .. } => scope.extend(before),
            _ => {}
        }
        scope
    }

    fn depth(&self) -> isize {
        1 + self.next.as_ref().map_or(0, |next| next.depth())
    }

    /// The value in that variable. Where only a part of it may be used, a block around it makes a
    /// temporary of the rest.
    fn value(&self, variable: &Ident) -> TokenStream {
        let whole = match &self.kind {
            ContKind::Return | ContKind::Await(_) | ContKind::Join(_) | ContKind::Round(..) => true,
            ContKind::Scope(_) => return self.next().value(variable),
            ContKind::Template(template) => is_hole(template),
            ContKind::Rest { block, index, .. } => match &block.stmts[*index] {
                Stmt::Let { local, .. } => {
                    let name = match &local.pat {
                        syn::Pat::Type(typed) => &*typed.pat,
                        pat => pat,
                    };
                    let init = local.init.as_ref();
                    pattern::is_name(name) && init.is_some_and(|init| is_hole(&init.expr))
                }
                Stmt::Expr { semi, .. } if *semi || *index + 1 < block.stmts.len() => true,
                _ => return self.next().value(variable),
            },
            ContKind::If(_) | ContKind::Match(_) | ContKind::While(..) | ContKind::For(_) => false,
        };
        match whole {
            true => quote!(#variable),
            false => quote!(({ #variable })),
        }
    }

    /// Whether the value is dropped at once.
    fn discards(&self) -> bool {
        match &self.kind {
            ContKind::Rest { block, index, .. } => {
                matches!(&block.stmts[*index], Stmt::Expr { semi, .. } if *semi || *index + 1 < block.stmts.len())
            }
            _ => false,
        }
    }

    /// Whether the value is dropped at once, but for an early exit by `?`.
    fn discards_result(&self) -> bool {
        match &self.kind {
            ContKind::Template(syn::Expr::Try(e)) => {
                is_hole(&e.expr) && self.next().discards_result()
            }
            _ => self.discards(),
        }
    }

    /// The type that the value must have, where one is written.
    fn expected(&self, output: &TokenStream) -> Option<TokenStream> {
        match &self.kind {
            ContKind::Return => Some(output.clone()),
            ContKind::Rest { block, index, .. } => match &block.stmts[*index] {
                Stmt::Let { local, .. } => match (&local.pat, &local.init) {
                    (syn::Pat::Type(typed), Some(init)) if is_hole(&init.expr) => {
                        Some(typed.ty.to_token_stream())
                    }
                    _ => None,
                },
                Stmt::Expr { semi: false, .. } if *index + 1 == block.stmts.len() => {
                    self.next().expected(output)
                }
                _ => None,
            },
            ContKind::Scope(_) => self.next().expected(output),
            _ => None,
        }
    }
}

fn is_hole(expr: &syn::Expr) -> bool {
    crate::ir::syntax::as_ident(expr).is_some_and(|ident| ident == HOLE)
}

impl Emitter<'_> {
    fn arm(&mut self, pending: &Pending) -> TokenStream {
        self.arm = pending.arm;
        let scope = pending.cont.scope();
        self.facts
            .starts
            .insert(pending.arm, (pending.point, scope.clone()));
        self.scope = scope;
        let rt = self.rt;
        match &pending.start {
            Start::Entry => {
                let ContKind::Rest { block, .. } = &pending.cont.kind else {
                    unreachable!()
                };
                let block = block.clone();
                self.block_from(
                    &block,
                    0,
                    Vec::new(),
                    TokenStream::new(),
                    pending.cont.next(),
                )
            }
            Start::Resume(suspension) => {
                let awaitee = self.names.awaitee(*suspension);
                let state = Literal::usize_unsuffixed(FIRST_SUSPEND + suspension);
                let result = self.names.result();
                let (frame, cx) = (self.names.frame(), self.names.cx());
                let code = self.finish(pending.cont.value(&result), &pending.cont);
                quote! {
                    let #result = match #frame.poll(#awaitee, #cx, #state) {
                        #rt::Poll::Ready(#result) => #result,
                        #rt::Poll::Pending => return #rt::Poll::Pending,
                    };
                    #code
                }
            }
            Start::Statement(statement, nested) => {
                self.resume_statement(statement, nested, &pending.cont)
            }
            Start::Join(value) => {
                let value = match value {
                    Some(value) => quote!(#rt::joined(&mut #value)),
                    None => quote!(()),
                };
                self.finish(value, &pending.cont)
            }
            Start::Round(node, arms) => {
                let code = self.round(node, arms, &pending.cont);
                self.wrap(code, &pending.cont)
            }
        }
    }

    /// What is done with `value` in an arm none of whose scopes has been opened yet: from the
    /// inside outwards.
    fn finish(&mut self, value: TokenStream, cont: &Rc<Cont>) -> TokenStream {
        self.scope = cont.scope();
        self.around = Some(cont.clone());
        let rt = self.rt;
        match &cont.kind {
            ContKind::Return => quote!(return #rt::Poll::Ready(#value);),
            ContKind::Scope(locals) => {
                let guards = self.guards(locals);
                let value = if guards.is_empty() {
                    value
                } else if matches!(cont.next().kind, ContKind::Return) {
                    // The temporaries of the body's tail drop before the parameters.
                    let output = self.names.output();
                    quote!({ #guards let #output = #value; #output })
                } else {
                    quote!({ #guards #value })
                };
                self.finish(value, cont.next())
            }
            ContKind::Template(template) => {
                let value = self.fill(template, &value);
                self.finish(value, cont.next())
            }
            ContKind::Rest {
                block,
                index,
                before,
            } => {
                let (block, index, before) = (block.clone(), *index, before.clone());
                let (code, declared) = match &block.stmts[index] {
                    Stmt::Let {
                        local, declares, ..
                    } => (
                        self.let_stmt(local, declares, Some(&value)),
                        declares.clone(),
                    ),
                    Stmt::Expr { semi, .. } if *semi || index + 1 < block.stmts.len() => {
                        (discard(&value), Vec::new())
                    }
                    // The block's own value.
                    _ => {
                        let guards = self.guards(&before);
                        let value = if guards.is_empty() {
                            value
                        } else {
                            block.braced(quote!(#guards #value))
                        };
                        return self.finish(value, cont.next());
                    }
                };
                let before: Vec<LocalId> = before.into_iter().chain(declared).collect();
                self.block_from(&block, index + 1, before, code, cont.next())
            }
            ContKind::Await(suspension) => {
                let code = self.start_await(*suspension, value, cont.next());
                self.wrap(code, cont.next())
            }
            ContKind::If(node) => {
                let node = node.clone();
                let code = self.if_code(&node, Some(&value), cont.next());
                self.wrap(code, cont.next())
            }
            ContKind::Match(node) => {
                let node = node.clone();
                let code = self.match_code(&node, &value, cont.next());
                self.wrap(code, cont.next())
            }
            ContKind::While(node, arms) => {
                let (node, arms) = (node.clone(), arms.clone());
                let code = self.while_code(&node, &arms, Some(&value), cont.next());
                self.wrap(code, cont.next())
            }
            ContKind::For(node) => {
                let node = node.clone();
                let code = self.start_for(&node, &value, cont.next());
                self.wrap(code, cont.next())
            }
            ContKind::Join(_) | ContKind::Round(..) => {
                let code = self.direct(value, cont);
                self.wrap(code, cont.next())
            }
        }
    }

    /// Opens the scopes around code that ends by going somewhere else.
    fn wrap(&mut self, code: TokenStream, cont: &Rc<Cont>) -> TokenStream {
        let guards = match &cont.kind {
            ContKind::Return => return code,
            ContKind::Scope(locals) => self.guards(locals),
            ContKind::Rest { before, .. } => self.guards(before),
            _ => TokenStream::new(),
        };
        self.wrap(quote!(#guards #code), cont.next())
    }

    /// The locals of a scope that is opened again.
    fn guards(&mut self, locals: &[LocalId]) -> TokenStream {
        let Some((point, _)) = self.facts.starts.get(&self.arm).cloned() else {
            return TokenStream::new();
        };
        let mut tokens = TokenStream::new();
        for &local in locals {
            if !self.modes.slots.contains(&local) {
                continue;
            }
            let name = self.names.local(local);
            let holds = self.ir.holds(point, local);
            if self.modes.loaded.contains(&(self.arm, local)) {
                tokens.extend(quote!(let mut #name = #name.load();));
            } else if self.arm == 0 || self.ir.needed_at(point, local) {
                // What has nothing to drop has no flag behind a statement that copied it.
                let flagged = self.arm != 0 && !holds.surely() && self.ir.may_drop(local);
                let parted = self.modes.rests.may_be_moved(point, local);
                let parts = self.parts(local, parted);
                tokens.extend(self.names.resumed(local, flagged, parts));
            } else if holds.in_scope() && self.mentioned_here(local) {
                let parts = self.parts(local, false);
                tokens.extend(quote!(let #name = #name.vacant() #parts;));
            }
        }
        tokens
    }

    /// What makes a variable of a local one of which parts may be moved; see [`Names::parts`].
    fn parts(&self, local: LocalId, noted: bool) -> Option<TokenStream> {
        let is_parted = self.modes.rests.is_parted(local);
        is_parted.then(|| self.names.parts(local, noted))
    }

    /// Whether the arm has the local in a variable: it declares it, or had it from the start.
    fn holds(&self, local: LocalId) -> bool {
        if self.modes.facts.is_none() {
            return true;
        }
        if self
            .facts
            .declared
            .get(&self.arm)
            .is_some_and(|declared| declared.contains(&local))
        {
            return true;
        }
        let Some((point, scope)) = self.facts.starts.get(&self.arm) else {
            return false;
        };
        scope.contains(&local)
            && (self.arm == 0 || self.ir.needed_at(*point, local) || self.mentioned_here(local))
    }

    fn mentioned_here(&self, local: LocalId) -> bool {
        let Some(facts) = &self.modes.facts else {
            return false;
        };
        let mentions = facts.mentions.get(&self.arm).into_iter().flatten();
        mentions
            .clone()
            .any(|&id| self.ir.resolved.mentions[id].local == local)
    }

    /// The statements of a block from `index` on, in an arm in which its scope is not open yet;
    /// `code` is what comes before them there.
    fn block_from(
        &mut self,
        block: &Rc<Block>,
        index: usize,
        before: Vec<LocalId>,
        code: TokenStream,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let outer = next.scope();
        // What the statement before declared is no guard to open: it is in `code`.
        let mut opened = before.clone();
        if let Some(declared) = self.facts.declared.get(&self.arm) {
            opened.retain(|local| !declared.contains(local));
        }
        self.scope = outer.into_iter().chain(before.iter().copied()).collect();
        let (rest, diverges) = self.stmts(block, index, before, next);
        self.scope = next.scope();
        let guards = self.guards(&opened);
        if diverges {
            return self.wrap(quote!(#guards #code #rest), next);
        }
        self.finish(block.braced(quote!(#guards #code #rest)), next)
    }

    /// Statements in a block whose scope is open. Whether the code goes somewhere else at the
    /// end; otherwise the tokens end with the block's value.
    fn stmts(
        &mut self,
        block: &Rc<Block>,
        from: usize,
        mut before: Vec<LocalId>,
        next: &Rc<Cont>,
    ) -> (TokenStream, bool) {
        let mut tokens = TokenStream::new();
        self.around = Some(next.clone());
        for index in from..block.stmts.len() {
            match &block.stmts[index] {
                Stmt::Plain { stmt, declares } => {
                    tokens.extend(self.plain_stmt(stmt, declares));
                    before.extend(declares);
                    self.scope.extend(declares);
                }
                Stmt::Let { init: node, .. } | Stmt::Expr { node, .. } => {
                    let rest = ContKind::Rest {
                        block: block.clone(),
                        index,
                        before,
                    };
                    let node = node.clone();
                    tokens.extend(self.node(&node, &cont(rest, Some(next))));
                    return (tokens, true);
                }
            }
        }
        (tokens, false)
    }

    /// Code for an expression in an arm in which the scopes around it are open. It always ends
    /// by going somewhere else.
    fn node(&mut self, node: &Rc<Node>, next: &Rc<Cont>) -> TokenStream {
        self.around = Some(next.clone());
        match &**node {
            Node::Plain(expr) => {
                let value = self.expr(expr);
                self.direct(value, next)
            }
            Node::Await {
                suspension,
                operand,
            } => match &**operand {
                Node::Plain(expr) => {
                    let value = self.operand(*suspension, expr);
                    self.start_await(*suspension, value, next)
                }
                _ => self.node(operand, &cont(ContKind::Await(*suspension), Some(next))),
            },
            Node::Template { template, inner } => self.node(
                inner,
                &cont(ContKind::Template(template.clone()), Some(next)),
            ),
            Node::Statement(statement) => self.start_statement(statement, next),
            Node::Block(block) => {
                let scope = self.scope.clone();
                let (tokens, diverges) = self.stmts(block, 0, Vec::new(), next);
                self.scope = scope;
                if diverges {
                    return quote!({ #tokens });
                }
                self.direct(block.braced(tokens), next)
            }
            Node::If(node) => match &node.cond.inner {
                Some(inner) => self.node(inner, &cont(ContKind::If(node.clone()), Some(next))),
                None => self.if_code(node, None, next),
            },
            Node::Match(node) => match &*node.scrutinee {
                Node::Plain(scrutinee) => {
                    let value = self.expr(scrutinee);
                    self.match_code(node, &value, next)
                }
                _ => self.node(
                    &node.scrutinee,
                    &cont(ContKind::Match(node.clone()), Some(next)),
                ),
            },
            Node::Loop(node) => match &node.kind {
                LoopKind::For { iter, .. } => match &**iter {
                    Node::Plain(expr) => {
                        let value = self.expr(expr);
                        self.start_for(node, &value, next)
                    }
                    _ => self.node(iter, &cont(ContKind::For(node.clone()), Some(next))),
                },
                _ => self.start_loop(node, next),
            },
        }
    }

    /// What is done with a value in an arm in which the scopes around it are open.
    fn direct(&mut self, value: TokenStream, cont: &Rc<Cont>) -> TokenStream {
        let rt = self.rt;
        self.around = Some(cont.clone());
        match &cont.kind {
            ContKind::Scope(_) => self.direct(value, cont.next()),
            ContKind::Template(template) => {
                let value = self.fill(template, &value);
                self.direct(value, cont.next())
            }
            ContKind::Return => quote!(return #rt::Poll::Ready(#value);),
            ContKind::Join(join) => {
                let store = match &join.value {
                    Some(variable) => quote!(#variable = #rt::Option::Some(#value);),
                    None => discard(&value),
                };
                let scope = cont.next().scope();
                let jump = self.jump(join.arm, join.point, &scope);
                quote!(#store #jump)
            }
            ContKind::Round(node, arms) => {
                let scope = cont.next().scope();
                let jump = self.jump(arms.head, node.points.head, &scope);
                let value = discard(&value);
                quote!(#value #jump)
            }
            ContKind::Await(suspension) => self.start_await(*suspension, value, cont.next()),
            ContKind::If(node) => {
                let node = node.clone();
                self.if_code(&node, Some(&value), cont.next())
            }
            ContKind::Match(node) => {
                let node = node.clone();
                self.match_code(&node, &value, cont.next())
            }
            ContKind::While(node, arms) => {
                let (node, arms) = (node.clone(), arms.clone());
                self.while_code(&node, &arms, Some(&value), cont.next())
            }
            ContKind::For(node) => {
                let node = node.clone();
                self.start_for(&node, &value, cont.next())
            }
            ContKind::Rest { .. } => {
                unreachable!("a statement without a suspension point is plain")
            }
        }
    }

    fn start_await(
        &mut self,
        suspension: usize,
        operand: TokenStream,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let Some(point) = self.ir.graph.suspends[suspension] else {
            return TokenStream::new();
        };
        let scope = self.scope.clone();
        self.facts.scopes.insert(suspension, scope.clone());
        if next.discards_result() {
            self.facts.discarded.insert(suspension);
        }
        let arm = FIRST_SUSPEND + suspension;
        let awaitee = self.names.awaitee(suspension);
        let jump = self.jump(arm, point, &scope);
        self.queue.push_back(Pending {
            key: (suspension * 4 + 2, 0),
            arm,
            point,
            cont: next.clone(),
            start: Start::Resume(suspension),
        });
        quote!(#awaitee.start(#operand); #jump)
    }

    /// Puts a statement into its place that rustc's own coroutine runs.
    fn start_statement(&mut self, statement: &Rc<Statement>, next: &Rc<Cont>) -> TokenStream {
        let rt = self.rt;
        let scope = self.scope.clone();
        let first = statement.suspensions[0];
        // There, rustc would have to see that what a macro hides may not end.
        let barriers = &self.ir.graph.barriers;
        let suspends = |suspension: &usize| self.ir.graph.suspends[*suspension];
        if (statement.suspensions.iter().filter_map(suspends)).any(|node| barriers.contains(&node))
        {
            let span = statement.code.span();
            let reason = Reason::new(ReasonKind::UnknownMacro, span, "");
            self.facts.reasons.push(reason);
        }
        let (awaitee, lent) = (self.names.awaitee(first), self.names.lent());
        let arm = FIRST_SUSPEND + first;
        let outside = scope.iter().copied().collect();
        let before = self.nested.replace(Nested::new(arm, outside, lent.clone()));
        debug_assert!(before.is_none(), "statements are not inside each other");
        let mentions = self.facts.mentions.remove(&self.arm);
        self.around = Some(next.clone());
        let body = self.statement_body(statement, next);
        // What it mentions is not mentioned by this arm.
        let mentioned = match mentions {
            Some(mentions) => self.facts.mentions.insert(self.arm, mentions),
            None => self.facts.mentions.remove(&self.arm),
        };
        self.facts
            .operands
            .insert(first, mentioned.unwrap_or_default());
        if next.discards_result() {
            self.facts.discarded.insert(first);
        }
        let nested = self.nested.take().expect("it has been put there");
        self.facts.lent.extend(nested.mentioned());
        self.facts.flagged.extend(&nested.changed);
        for &suspension in &statement.suspensions {
            self.facts.scopes.insert(suspension, scope.clone());
        }
        let handles = self.handles(&nested);
        let alive: Vec<Held> = scope
            .iter()
            .filter(|&&local| {
                self.modes.slots.contains(&local)
                    && (nested.changed.contains(&local)
                        || self.ir.needed_at(statement.entry, local))
            })
            .map(|&local| Held {
                local,
                flagged: nested.changed.contains(&local)
                    || !self.ir.holds(statement.entry, local).surely(),
                parted: nested.parted.contains(&local)
                    || self.modes.rests.may_be_moved(statement.entry, local),
            })
            .collect();
        let jump = self.jump_to(arm, &alive, statement.entry, &scope);
        let states = statement.suspensions.iter();
        let facts = StatementFacts {
            states: states
                .map(|suspension| FIRST_SUSPEND + suspension)
                .collect(),
            alive,
        };
        self.facts.statements.insert(arm, Rc::new(facts));
        self.queue.push_back(Pending {
            key: (first * 4 + 2, 0),
            arm,
            point: statement.end.unwrap_or(statement.entry),
            cont: next.clone(),
            start: Start::Statement(statement.clone(), nested),
        });
        quote! {
            #awaitee.start({
                let #lent = #rt::Lent::of(&(#(#handles,)*));
                async move { #body }
            });
            #jump
        }
    }

    /// The code of a statement that rustc's own coroutine runs.
    fn statement_body(&mut self, statement: &Statement, next: &Cont) -> TokenStream {
        let (rt, output) = (self.rt, self.output);
        let first = statement.suspensions[0];
        let mut code = statement.code.clone();
        let mut natural = std::mem::take(&mut self.natural);
        rewrite::stmt(&mut code, self, &mut natural);
        self.natural = natural;
        let code = self.substitute(code.into_token_stream(), None);
        let leaves = self
            .nested
            .as_ref()
            .is_some_and(|nested| nested.returns || !nested.leaves.is_empty());
        let with = |value: TokenStream| match leaves {
            true => quote!(#rt::Ends::<_, #output>::With(#value)),
            false => value,
        };
        let postfix = quote!(
            #[allow(unused_imports)]
            use #rt::Mark as _;
        );
        let delivered = self.names.delivered(first);
        let body = match &statement.shape {
            Shape::Dropped => {
                let end = leaves.then(|| with(quote!(())));
                quote!(#code #end)
            }
            Shape::Value | Shape::InnerTail => {
                let value = with(quote!(value));
                let ty = next.expected(output).map(|ty| quote!(: #ty));
                quote!(let value #ty = #code; #value)
            }
            Shape::Typed(ty) => {
                let value = with(quote!(value));
                quote!(let value: #ty = #code; #value)
            }
            Shape::Tail | Shape::Branch => {
                let end = leaves.then(|| with(quote!(())));
                quote!(#delivered.deliver(#code).await; #end)
            }
        };
        quote!(#postfix #body)
    }

    /// What is lent to a statement.
    fn handles(&self, nested: &Nested) -> Vec<TokenStream> {
        let rt = self.rt;
        let entries = nested.entries().iter();
        let handles = entries.map(|entry| {
            let name = match entry {
                Entry::Local(local) => self.names.local(*local),
                Entry::Flag(local) => self.names.flag(*local),
                Entry::Rest(local) => self.names.rest(*local),
                Entry::Value(variable) => return quote!(#rt::Handle::of(&mut #variable)),
            };
            quote!(#name.handle())
        });
        handles.collect()
    }

    /// Polls such a statement, and goes on behind it.
    fn resume_statement(
        &mut self,
        statement: &Statement,
        nested: &Nested,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let rt = self.rt;
        let first = statement.suspensions[0];
        let (frame, cx, awaitee) = (
            self.names.frame(),
            self.names.cx(),
            self.names.awaitee(first),
        );
        let state = Literal::usize_unsuffixed(FIRST_SUSPEND + first);
        let result = self.names.result();
        let handles = self.handles(nested);
        let exits = self.exits(nested);
        let delivers = matches!(statement.shape, Shape::Tail | Shape::Branch);
        let (poll, value) = if delivers {
            let delivered = self.names.delivered(first);
            let ty = match statement.shape {
                Shape::Tail => self.output.clone(),
                _ => quote!(_),
            };
            self.values
                .push(quote!(let #delivered = #rt::Delivered::<#ty>::new();));
            (
                quote!(#frame.poll_tail(#awaitee, #cx, #state, (#(#handles,)*), #delivered)),
                quote!(#awaitee.temporaries().then(#result)),
            )
        } else {
            (
                quote!(#frame.poll_statement(#awaitee, #cx, #state, (#(#handles,)*))),
                next.value(&result),
            )
        };
        let ended = match (&exits[..], delivers) {
            ([], false) => quote!(#result),
            ([], true) => quote!(match #result {
                #rt::Tail::Value(#result) => #result,
                #rt::Tail::Ended(()) => #rt::unreachable(),
            }),
            (exits, false) => quote!(match #result {
                #rt::Ends::With(#result) => #result,
                #(#exits)*
                #[allow(unreachable_patterns)]
                _ => #rt::unreachable(),
            }),
            (exits, true) => quote!(match #result {
                #rt::Tail::Value(#result) => #result,
                #rt::Tail::Ended(#result) => match #result {
                    #(#exits)*
                    #[allow(unreachable_patterns)]
                    _ => #rt::unreachable(),
                },
            }),
        };
        let code = match statement.end {
            Some(_) => self.finish(value, next),
            None => quote!(#rt::unreachable();),
        };
        quote! {
            let #result = match #poll {
                #rt::Poll::Ready(#result) => #ended,
                #rt::Poll::Pending => return #rt::Poll::Pending,
            };
            #code
        }
    }

    /// The ways in which a statement leaves that rustc's own coroutine runs: its temporaries have
    /// been dropped, and now the scopes around it are left.
    fn exits(&mut self, nested: &Nested) -> Vec<TokenStream> {
        let rt = self.rt;
        if !nested.returns && nested.leaves.is_empty() {
            return Vec::new();
        }
        let alive = self.facts.statements[&self.arm].alive.clone();
        let guards: TokenStream = alive
            .iter()
            .map(|held| {
                let parts = self.parts(held.local, held.parted);
                self.names.resumed(held.local, held.flagged, parts)
            })
            .collect();
        let mut exits = Vec::new();
        if nested.returns {
            exits.push(quote!(#rt::Ends::Returns(early) => {
                #guards
                return #rt::Poll::Ready(early);
            }));
        }
        for (number, leave) in nested.leaves.iter().enumerate() {
            let number = Literal::usize_unsuffixed(number);
            exits.push(quote!(#rt::Ends::Leaves(#number) => { #guards #leave }));
        }
        exits
    }

    fn if_code(
        &mut self,
        node: &Rc<If>,
        value: Option<&TokenStream>,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let join = self.join(node.points.join, node.span, next);
        let cond = self.cond(&node.cond, value);
        let next = cont(ContKind::Join(join), Some(next));
        let scope = self.scope.clone();
        let inits = self.bindings(&node.cond.declares);
        self.scope.extend(&node.cond.declares);
        let inner = cont(ContKind::Scope(node.cond.declares.clone()), Some(&next));
        let then = self.node(&node.then, &inner);
        self.scope = scope.clone();
        let otherwise = match &node.otherwise {
            Some(otherwise) => self.node(otherwise, &next),
            None => self.direct(quote!(()), &next),
        };
        self.scope = scope;
        quote!(if #cond { #inits #then } else { #otherwise })
    }

    fn match_code(
        &mut self,
        node: &Rc<Match>,
        value: &TokenStream,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let join = self.join(node.points.join, node.span, next);
        let next = cont(ContKind::Join(join), Some(next));
        let scope = self.scope.clone();
        let mut arms = TokenStream::new();
        for MatchArm {
            pat,
            declares,
            body,
        } in &node.arms
        {
            // In a guard, the bindings are what the pattern made them.
            let pat = self.pat(pat, declares);
            let inits = self.bindings(declares);
            self.scope.extend(declares);
            let inner = cont(ContKind::Scope(declares.clone()), Some(&next));
            let body = self.node(body, &inner);
            self.scope = scope.clone();
            arms.extend(quote!(#pat => { #inits #body }));
        }
        quote!(match #value { #arms })
    }

    fn start_loop(&mut self, node: &Rc<Loop>, next: &Rc<Cont>) -> TokenStream {
        let arms = self.loop_arms(node, next);
        let scope = self.scope.clone();
        let jump = self.jump(arms.head, node.points.head, &scope);
        self.queue.push_back(Pending {
            key: (node.span.first * 4 + 1, next.depth()),
            arm: arms.head,
            point: node.points.head,
            cont: next.clone(),
            start: Start::Round(node.clone(), arms),
        });
        jump
    }

    fn start_for(&mut self, node: &Rc<Loop>, value: &TokenStream, next: &Rc<Cont>) -> TokenStream {
        let LoopKind::For { iterator, .. } = &node.kind else {
            unreachable!()
        };
        let rt = self.rt;
        let arms = self.loop_arms(node, next);
        let name = self.names.local(*iterator);
        self.facts
            .declared
            .entry(self.arm)
            .or_default()
            .insert(*iterator);
        let mut scope = self.scope.clone();
        scope.push(*iterator);
        let start = quote!(let #name = #name.init(#rt::IntoIterator::into_iter(#value)););
        let jump = self.jump(arms.head, node.points.head, &scope);
        let inner = cont(ContKind::Scope(vec![*iterator]), Some(next));
        self.queue.push_back(Pending {
            key: (node.span.first * 4 + 1, next.depth()),
            arm: arms.head,
            point: node.points.head,
            cont: inner,
            start: Start::Round(node.clone(), arms),
        });
        quote!(#start #jump)
    }

    /// One round of a loop, in the arm that begins it.
    fn round(&mut self, node: &Rc<Loop>, arms: &LoopArms, next: &Rc<Cont>) -> TokenStream {
        self.scope = next.scope();
        match &node.kind {
            LoopKind::Loop => {
                let round = cont(ContKind::Round(node.clone(), arms.clone()), Some(next));
                self.node(&Rc::new(Node::Block(node.body.clone())), &round)
            }
            LoopKind::While(cond) => match &cond.inner {
                Some(inner) => {
                    let after = ContKind::While(node.clone(), arms.clone());
                    self.node(inner, &cont(after, Some(next)))
                }
                None => self.while_code(node, arms, None, next),
            },
            LoopKind::For {
                pat,
                declares,
                iterator,
                ..
            } => {
                let rt = self.rt;
                let name = self.names.local(*iterator);
                let pat = self.pat(pat, declares);
                let leave = self.jump(arms.join.arm, arms.join.point, &arms.outside);
                let inits = self.bindings(declares);
                let scope = self.scope.clone();
                self.scope.extend(declares);
                let round = cont(ContKind::Round(node.clone(), arms.clone()), Some(next));
                let inner = cont(ContKind::Scope(declares.clone()), Some(&round));
                let body = self.node(&Rc::new(Node::Block(node.body.clone())), &inner);
                self.scope = scope;
                quote! {
                    match #rt::Iterator::next(&mut **#name.at()) {
                        #rt::Option::None => { #leave }
                        #rt::Option::Some(#pat) => { #inits #body }
                    }
                }
            }
        }
    }

    fn while_code(
        &mut self,
        node: &Rc<Loop>,
        arms: &LoopArms,
        value: Option<&TokenStream>,
        next: &Rc<Cont>,
    ) -> TokenStream {
        let LoopKind::While(condition) = &node.kind else {
            unreachable!()
        };
        let around = ContKind::While(node.clone(), arms.clone());
        self.around = Some(cont(around, Some(next)));
        let cond = self.cond(condition, value);
        let scope = self.scope.clone();
        let leave = self.jump(arms.join.arm, arms.join.point, &arms.outside);
        let inits = self.bindings(&condition.declares);
        self.scope.extend(&condition.declares);
        let round = cont(ContKind::Round(node.clone(), arms.clone()), Some(next));
        let inner = cont(ContKind::Scope(condition.declares.clone()), Some(&round));
        let body = self.node(&Rc::new(Node::Block(node.body.clone())), &inner);
        self.scope = scope;
        quote!(if #cond { #inits #body } else { #leave })
    }

    fn loop_arms(&mut self, node: &Rc<Loop>, next: &Rc<Cont>) -> LoopArms {
        let head = self.next_arm;
        self.next_arm += 1;
        let join = match node.valued {
            true => self.join(node.points.join, node.span, next),
            false => self.join_without_value(node.points.join, node.span, next),
        };
        LoopArms {
            head,
            join,
            outside: next.scope(),
        }
    }

    /// The arm where the paths of a construct meet.
    fn join(&mut self, point: NodeId, span: Span2, next: &Rc<Cont>) -> Join {
        if next.discards() {
            return self.join_without_value(point, span, next);
        }
        let value = self.names.value(self.next_arm);
        let ty = next.expected(self.output).unwrap_or_else(|| quote!(_));
        let rt = self.rt;
        self.values
            .push(quote!(let mut #value: #rt::Option<#ty> = #rt::Option::None;));
        self.add_join(point, span, next, Some(value))
    }

    fn join_without_value(&mut self, point: NodeId, span: Span2, next: &Rc<Cont>) -> Join {
        self.add_join(point, span, next, None)
    }

    fn add_join(
        &mut self,
        point: NodeId,
        span: Span2,
        next: &Rc<Cont>,
        value: Option<Ident>,
    ) -> Join {
        let arm = self.next_arm;
        self.next_arm += 1;
        let join = Join { arm, point, value };
        if self.ir.flow.reached(point) {
            self.queue.push_back(Pending {
                key: (span.last * 4 + 3, -next.depth()),
                arm,
                point,
                cont: next.clone(),
                start: Start::Join(join.value.clone()),
            });
        }
        join
    }

    /// Goes on in another arm, in whose scope these locals are.
    fn jump(&mut self, arm: ArmId, point: NodeId, scope: &[LocalId]) -> TokenStream {
        let mut kept = Vec::new();
        let mut flags = TokenStream::new();
        for &local in scope {
            if !self.ir.needed_at(point, local) {
                continue;
            }
            if !self.holds(local) {
                // It has been moved out on the way here, unless the code is unreachable.
                if !self.ir.holds(point, local).surely() {
                    let flag = self.names.flag(local);
                    flags.extend(quote!(#flag.set(false);));
                }
                continue;
            }
            self.facts.kept.entry(self.arm).or_default().insert(local);
            let name = self.names.local(local);
            if !self.ir.holds(point, local).surely() {
                self.facts.flagged.insert(local);
                let flag = self.names.flag(local);
                flags.extend(quote!(#flag.set(#name.is_live());));
            }
            if self.modes.rests.may_be_moved(point, local) {
                let rest = self.names.rest(local);
                flags.extend(quote!(#rest.put(#name.rest());));
            }
            kept.push(name);
        }
        self.go(arm, &flags, &kept)
    }

    /// Goes on in another arm, for which these locals are left where they are.
    fn go(&mut self, arm: ArmId, flags: &TokenStream, kept: &[Ident]) -> TokenStream {
        let rt = self.rt;
        let keep = match kept {
            [] => TokenStream::new(),
            kept => quote!(#rt::keep((#(#kept,)*));),
        };
        let at = self.names.at();
        let to = self.names.to(arm);
        self.facts.jumps.entry(self.arm).or_default().insert(arm);
        let arm = Literal::usize_unsuffixed(arm);
        quote!(#flags #at.go(#arm); #keep break #to;)
    }

    /// Goes on in the arm of a statement that rustc's own coroutine runs.
    fn jump_to(
        &mut self,
        arm: ArmId,
        alive: &[Held],
        entry: NodeId,
        scope: &[LocalId],
    ) -> TokenStream {
        if self.modes.facts.is_none() {
            // The first run finds out what is to be kept.
            let needed = scope
                .iter()
                .copied()
                .filter(|&local| self.ir.needed_at(entry, local));
            let needed: Vec<LocalId> = needed.collect();
            self.facts.kept.entry(self.arm).or_default().extend(needed);
        }
        let mut kept = Vec::new();
        let mut flags = TokenStream::new();
        for &Held {
            local,
            flagged,
            parted,
        } in alive
        {
            let holds = self.holds(local);
            let name = self.names.local(local);
            if flagged {
                self.facts.flagged.insert(local);
                let flag = self.names.flag(local);
                let live = match holds {
                    true => quote!(#name.is_live()),
                    false => quote!(false),
                };
                flags.extend(quote!(#flag.set(#live);));
            }
            if parted {
                let rest = self.names.rest(local);
                let left = match holds {
                    true => quote!(#name.rest()),
                    false => self.names.whole(local).to_token_stream(),
                };
                flags.extend(quote!(#rest.put(#left);));
            }
            if holds {
                self.facts.kept.entry(self.arm).or_default().insert(local);
                kept.push(name);
            }
        }
        self.go(arm, &flags, &kept)
    }

    /// What is awaited, noting what it mentions.
    fn operand(&mut self, suspension: usize, expr: &syn::Expr) -> TokenStream {
        let before = self.facts.mentions.remove(&self.arm).unwrap_or_default();
        let tokens = self.expr(expr);
        let mentions = self.facts.mentions.entry(self.arm).or_default();
        self.facts
            .operands
            .entry(suspension)
            .or_default()
            .extend(mentions.iter().copied());
        mentions.extend(before);
        tokens
    }

    fn cond(&mut self, cond: &Cond, value: Option<&TokenStream>) -> TokenStream {
        match value {
            Some(value) => self.fill(&cond.expr, value),
            None => self.expr(&cond.expr),
        }
    }

    fn fill(&mut self, template: &syn::Expr, value: &TokenStream) -> TokenStream {
        let tokens = self.rewritten(template);
        let alone = is_hole(template)
            || value.clone().into_iter().nth(1).is_none()
                && !(rewrite::begins_as_block(value) && rewrite::is_operator(template));
        let value = match alone {
            true => value.clone(),
            false => quote!((#value)),
        };
        self.substitute(tokens, Some(&value))
    }

    fn expr(&mut self, expr: &syn::Expr) -> TokenStream {
        let tokens = self.rewritten(expr);
        self.substitute(tokens, None)
    }

    fn pat(&mut self, pat: &syn::Pat, declares: &[LocalId]) -> TokenStream {
        let mut pat = pat.clone();
        if let syn::Pat::Guard(guard) = &mut pat {
            let bound: Vec<(usize, TokenStream)> = self
                .ir
                .resolved
                .mentions
                .iter()
                .enumerate()
                .filter(|(_, mention)| declares.contains(&mention.local))
                .map(|(id, mention)| {
                    let name = &self.ir.resolved.locals[mention.local.0].ident;
                    (id, name.to_token_stream())
                })
                .collect();
            let outer = self.natural.clone();
            self.natural.extend(bound);
            *guard.guard = syn::Expr::Verbatim(self.expr(&guard.guard));
            self.natural = outer;
        }
        self.substitute(pat.into_token_stream(), None)
    }

    fn rewritten(&mut self, expr: &syn::Expr) -> TokenStream {
        let mut expr = expr.clone();
        let mut natural = std::mem::take(&mut self.natural);
        rewrite::expr(&mut expr, self, &mut natural);
        self.natural = natural;
        expr.into_token_stream()
    }

    fn substitute(&mut self, tokens: TokenStream, hole: Option<&TokenStream>) -> TokenStream {
        let mut substitution = Substitution {
            ir: self.ir,
            names: self.names,
            modes: self.modes,
            arm: self.arm,
            natural: &self.natural,
            hole,
            rt: self.rt,
            nested: self.nested.as_mut(),
            seen: BTreeSet::new(),
            reasons: Vec::new(),
        };
        let tokens = substitution.tokens(tokens);
        let seen = substitution.seen;
        self.facts.reasons.extend(substitution.reasons);
        self.facts
            .mentions
            .entry(self.arm)
            .or_default()
            .extend(seen);
        tokens
    }

    fn plain_stmt(&mut self, stmt: &syn::Stmt, declares: &[LocalId]) -> TokenStream {
        if let syn::Stmt::Local(local) = stmt {
            return self.let_stmt(local, declares, None);
        }
        let mut stmt = stmt.clone();
        let mut natural = std::mem::take(&mut self.natural);
        rewrite::stmt(&mut stmt, self, &mut natural);
        self.natural = natural;
        self.substitute(stmt.into_token_stream(), None)
    }

    /// A `let`, and the fields that it fills.
    fn let_stmt(
        &mut self,
        local: &syn::Local,
        declares: &[LocalId],
        value: Option<&TokenStream>,
    ) -> TokenStream {
        let slot = |local: &LocalId| self.modes.slots.contains(local);
        if let (syn::Pat::Ident(_), [only], Some(init)) = (&local.pat, declares, &local.init)
            && slot(only)
            && init.diverge.is_none()
        {
            let name = self.names.local(*only);
            let filled = self.maybe_fill(&init.expr, value);
            // What is temporary in the value may lie where the local will.
            let init = match value {
                Some(value) if !is_ident(value) => quote!({ let value = #filled; value }),
                _ => filled,
            };
            self.facts
                .declared
                .entry(self.arm)
                .or_default()
                .insert(*only);
            let parts = self.parts(*only, false);
            return quote!(let #name = #name.init(#init) #parts;);
        }
        // Of these, no use of a part is taken for a move.
        if local.init.is_none() && declares.iter().any(slot) {
            let rt = self.rt;
            let ty = match &local.pat {
                syn::Pat::Type(typed) => typed.ty.to_token_stream(),
                _ => quote!(_),
            };
            let names = declares.iter().map(|local| self.names.local(*local));
            let tokens = quote!(#(let #names: #rt::Local<#ty> = #names.vacant();)*);
            self.facts
                .declared
                .entry(self.arm)
                .or_default()
                .extend(declares);
            return tokens;
        }
        let mut stmt = local.clone();
        if let Some(init) = &mut stmt.init {
            *init.expr = syn::Expr::Verbatim(self.maybe_fill(&init.expr, value));
            if let Some((_, diverge)) = &mut init.diverge {
                **diverge = syn::Expr::Verbatim(self.expr(diverge));
            }
        }
        let stmt = self.substitute(stmt.into_token_stream(), None);
        let inits = self.bindings(declares);
        quote!(#stmt #inits)
    }

    fn maybe_fill(&mut self, expr: &syn::Expr, value: Option<&TokenStream>) -> TokenStream {
        match value {
            Some(value) => self.fill(expr, value),
            None => self.expr(expr),
        }
    }

    /// Moves what a pattern has bound into the fields.
    fn bindings(&mut self, declares: &[LocalId]) -> TokenStream {
        self.facts
            .declared
            .entry(self.arm)
            .or_default()
            .extend(declares);
        let mut tokens = TokenStream::new();
        let mut behind = false;
        for local in declares {
            let variable = &self.ir.resolved.locals[local.0].ident;
            if self.modes.slots.contains(local) {
                let (name, parts) = (self.names.local(*local), self.parts(*local, false));
                tokens.extend(quote!(let #name = #name.init(#variable) #parts;));
                behind = true;
            } else if behind {
                // It drops before what was declared before it.
                tokens.extend(quote!(let mut #variable = #variable;));
            }
        }
        tokens
    }

    pub(super) fn ir(&self) -> &Ir {
        self.ir
    }

    pub(super) fn rt(&self) -> &TokenStream {
        self.rt
    }

    pub(super) fn names(&self) -> &Names {
        self.names
    }

    /// Whether the local lies in the enum while this arm runs.
    pub(super) fn is_slot(&self, local: LocalId) -> bool {
        if let Some(nested) = &self.nested {
            return nested.is_outside(local);
        }
        self.modes.slots.contains(&local) && !self.modes.loaded.contains(&(self.arm, local))
    }

    /// Whether types decide if this mention moves its local, which lies in the enum.
    pub(super) fn is_undecided(&self, mention: usize) -> bool {
        self.is_slot(self.ir.resolved.mentions[mention].local)
            && self.ir.flow.undecided(&self.ir.resolved, mention)
    }

    /// Whether parts may be moved of the local, which lies in the enum.
    pub(super) fn is_parted(&self, local: LocalId) -> bool {
        self.is_slot(local) && self.modes.rests.is_parted(local)
    }

    /// A mention of a part that may have been moved, in a place that does not allow for that.
    pub(super) fn undecided_part(&mut self, mention: usize) {
        let used = &self.ir.resolved.mentions[mention];
        if self.is_parted(used.local) && !used.path.is_empty() {
            let name = self.ir.resolved.locals[used.local.0].ident.to_string();
            let reason = Reason::new(ReasonKind::UndecidedMove, used.span, name);
            self.facts.reasons.push(reason);
        }
    }

    /// The value of a local, moved out.
    pub(super) fn take(&mut self, local: LocalId) -> TokenStream {
        // That it is used again is no proof of a copy: the code in between may not end.
        let drops = !self.ir.resolved.locals[local.0].no_drop;
        match &mut self.nested {
            Some(nested) if drops => nested.take(local),
            Some(nested) => nested.copy(local),
            None => {
                let name = self.names.local(local);
                quote!(#name.take())
            }
        }
    }

    /// A handle of a local, by which a closure finds it.
    pub(super) fn handle(&mut self, local: LocalId) -> TokenStream {
        match &mut self.nested {
            Some(nested) => nested.handle(local),
            None => {
                let name = self.names.local(local);
                quote!(#name.handle())
            }
        }
    }

    /// A closure captures the local that must capture nothing but locals in the enum. Whether it
    /// can lie there.
    pub(super) fn capture_in_place(&mut self, local: LocalId) -> bool {
        if self.nested.is_none() && self.modes.loaded.contains(&(self.arm, local)) {
            self.facts.in_place.insert((self.arm, local));
            return true;
        }
        self.capture(local)
    }

    /// A closure captures the local by reference, perhaps beside others that lie in the enum: then
    /// it must lie there, too. Whether it can.
    pub(super) fn capture(&mut self, local: LocalId) -> bool {
        let Some(facts) = &self.modes.facts else {
            return true;
        };
        // What is in no state has no place in the enum.
        let known = self.scope.contains(&local)
            && facts.scopes.values().any(|scope| scope.contains(&local));
        if known {
            self.facts.lent.insert(local);
        }
        known
    }

    /// An assignment.
    pub(super) fn assign(&mut self, local: LocalId, value: &TokenStream) -> TokenStream {
        match &mut self.nested {
            Some(nested) if self.modes.rests.is_parted(local) => nested.assign_parted(local, value),
            Some(nested) => nested.assign(local, value),
            None => {
                let name = self.names.local(local);
                quote!(#name.assign(#value))
            }
        }
    }

    /// What the function returns with that value.
    pub(super) fn returned(&mut self, value: &TokenStream) -> TokenStream {
        let (rt, output) = (self.rt, self.output);
        match &mut self.nested {
            Some(nested) => {
                nested.returns = true;
                quote!(#rt::Ends::<_, #output>::Returns(#value))
            }
            None => quote!(#rt::Poll::Ready(#value)),
        }
    }

    /// Marks the awaits among the tokens of a macro. Gives the mark to be made before the macro,
    /// if its tokens must stay.
    pub(super) fn mark_macro(&mut self, first: usize, mac: &mut syn::Macro) -> Option<TokenStream> {
        Marks::new(self.rt).mark_macro(first, mac)
    }

    /// A use of a local that moves or borrows it, for rustc to decide; none if there are too many
    /// arguments. `used` writes it, of the hole and of the arguments.
    pub(super) fn decide(
        &mut self,
        mention: usize,
        local: LocalId,
        used: &dyn Fn(&TokenStream, &[TokenStream]) -> TokenStream,
        arguments: &[Argument],
        values: &Args,
    ) -> Option<TokenStream> {
        if values.len() > MOST_ARGUMENTS {
            return None;
        }
        let rt = self.rt;
        self.saw(mention);
        let parameters = self.parameters(values);
        let (of, types) = self.witnessing(arguments, values);
        let (hole, witness) = self.names.deciding();
        let used = used(&quote!(#hole.value), &standing(arguments, &parameters));
        let (place, flag) = match &mut self.nested {
            Some(nested) => {
                let (place, flag) = nested.changing(local);
                (place, quote!(&#flag,))
            }
            None => (
                self.names.local(local).to_token_stream(),
                TokenStream::new(),
            ),
        };
        Some(quote! {
            (#place.decide(#flag {
                let #witness = #rt::Witness::new();
                if #rt::never_true() {
                    loop {}
                    let mut #hole = #place.hole();
                    #witness.#of(#types #rt::whole!((#(#parameters),*) #used));
                }
                #witness
            }))(#values)
        })
    }

    /// The bit of a use that may move a part of a local in the enum.
    pub(super) fn part(&self, mention: usize) -> Option<u8> {
        let bit = self.modes.rests.bit(mention)?;
        self.is_slot(self.ir.resolved.mentions[mention].local)
            .then_some(bit)
    }

    /// The place of a part of a local, and what knows what is left of the local: for a statement
    /// that rustc's own coroutine runs, a handle of that beside one of the local.
    fn part_of(
        &mut self,
        local: LocalId,
        path: &[Member],
    ) -> (TokenStream, TokenStream, TokenStream) {
        let (place, rest) = match &mut self.nested {
            Some(nested) => {
                let (place, rest) = nested.parting(local);
                (place, quote!(&#rest,))
            }
            None => (
                self.names.local(local).to_token_stream(),
                TokenStream::new(),
            ),
        };
        let part = quote!((**#place.at()) #(.#path)*);
        (place, rest, part)
    }

    /// A part by value.
    pub(super) fn take_part(&mut self, mention: usize, bit: u8, path: &[Member]) -> TokenStream {
        self.saw(mention);
        let local = self.ir.resolved.mentions[mention].local;
        let code = self.rests.entry(local).or_default();
        code.takes(mention, bit, path);
        let (place, rest, part) = self.part_of(local, path);
        let bit = Literal::u8_unsuffixed(bit);
        quote!(#place.take_part(#rest #bit, &raw const #part))
    }

    /// An assignment to a part; none if what it assigns to may not be there as a whole.
    pub(super) fn assign_part(
        &mut self,
        local: LocalId,
        path: &[Member],
        value: &TokenStream,
    ) -> Option<TokenStream> {
        let steps: Vec<String> = path
            .iter()
            .map(|member| member.to_token_stream().to_string())
            .collect();
        let bits = self.modes.rests.assigned(local, &steps)?;
        let (place, rest, part) = match bits {
            0 => {
                let place = match &mut self.nested {
                    Some(nested) => nested.place(local),
                    None => {
                        let name = self.names.local(local);
                        quote!((**#name.at()))
                    }
                };
                return Some(quote!(#place #(.#path)* = #value));
            }
            _ => self.part_of(local, path),
        };
        let bits = Literal::u8_unsuffixed(bits);
        Some(quote!(#place.assign_part(#rest #bits, #value, &raw mut #part)))
    }

    /// A use of a part of a local that moves or borrows it, for rustc to decide: a call of it or,
    /// with `method`, of a method of it. None if there are too many arguments.
    pub(super) fn decide_part(
        &mut self,
        part: Part<'_>,
        method: Option<&TokenStream>,
        arguments: &[Argument],
        values: &Args,
    ) -> Option<TokenStream> {
        let Part { mention, bit, path } = part;
        if values.len() > MOST_ARGUMENTS {
            return None;
        }
        let rt = self.rt;
        self.saw(mention);
        let local = self.ir.resolved.mentions[mention].local;
        let parameters = self.parameters(values);
        let (of, types) = self.witnessing(arguments, values);
        let call = quote::format_ident!("call_{}", values.len());
        let (hole, witness) = self.names.deciding();
        let code = self.rests.entry(local).or_default();
        let numbers = code.calls(self.names, part, method, arguments);
        let standing = standing(arguments, &parameters);
        let used = match method {
            Some(method) => quote!(#hole.value #(.#path)* #method (#(#standing),*)),
            None => quote!((#hole.value #(.#path)*)(#(#standing),*)),
        };
        let inside = (0..path.len()).rev().fold(quote!(()), |inside, depth| {
            let outer = &path[..depth];
            quote!(((&#rt::Inside::of(&raw const #hole.value #(.#outer)*)).kind(), #inside))
        });
        let typed = (!values.is_empty()).then(|| {
            let takes = quote::format_ident!("takes_{}", values.len());
            let whole = self.names.whole(local);
            quote!(#witness.part().#takes(#(#whole.types().#numbers),*);)
        });
        let (place, rest, part) = self.part_of(local, path);
        let bit = Literal::u8_unsuffixed(bit);
        Some(quote! {
            #place.decide_part(#rest #bit, &raw const #part, {
                let #witness = #rt::PartWitness::new();
                if #rt::never_true() {
                    use #rt::{KindOfBox as _, KindOfPlace as _};
                    loop {}
                    let mut #hole = #place.hole();
                    #witness.whole().#of(#types #rt::whole!((#(#parameters),*) #used));
                    let mut #hole = #place.hole();
                    #witness.part().#of(#types |#(#parameters),*| #used);
                    #typed
                    #witness.inside(#inside);
                }
                #witness
            }).#call(#values)
        })
    }

    /// The parameters of a closure in which rustc decides.
    fn parameters(&self, values: &Args) -> Vec<Ident> {
        (0..values.len())
            .map(|index| self.names.argument(index))
            .collect()
    }

    /// The method that tells the type of such a closure, and what it is told of the types of the
    /// arguments: those of what other closures capture must be known before.
    fn witnessing(&self, arguments: &[Argument], values: &Args) -> (Ident, TokenStream) {
        let (rt, number) = (self.rt, values.len());
        if arguments.iter().all(Argument::is_value) {
            return (quote::format_ident!("of_{number}"), TokenStream::new());
        }
        let types =
            arguments
                .iter()
                .zip(values)
                .map(|(argument, value)| match argument.is_value() {
                    true => quote!(#rt::Argued::any(),),
                    false => quote!(#rt::Argued::of(&#value),),
                });
        (quote::format_ident!("with_{number}"), types.collect())
    }

    /// The tokens of a closure that has been rewritten, with names for its placeholders.
    pub(super) fn finished(
        &mut self,
        closure: &syn::Expr,
        natural: &HashMap<usize, TokenStream>,
    ) -> TokenStream {
        let before = std::mem::replace(&mut self.natural, natural.clone());
        let tokens = self.substitute(closure.to_token_stream(), None);
        self.natural = before;
        tokens
    }

    /// A closure that must capture nothing but what it is given captures something else.
    pub(super) fn untyped(&mut self, closure: &syn::Expr) {
        let captured = rewrite::mentions(closure.to_token_stream())
            .into_iter()
            .map(|id| &self.ir.resolved.mentions[id])
            .find(|mention| mention.capture.is_some());
        if let Some(mention) = captured {
            let name = self.ir.resolved.locals[mention.local.0].ident.to_string();
            let reason = Reason::new(ReasonKind::Capture, mention.span, name);
            self.facts.reasons.push(reason);
        }
    }

    pub(super) fn saw(&mut self, mention: usize) {
        self.facts
            .mentions
            .entry(self.arm)
            .or_default()
            .insert(mention);
    }

    /// A `break` or `continue` that leaves plain code for a loop that suspends.
    pub(super) fn leave(
        &mut self,
        leave: Leave<'_>,
        value: Option<TokenStream>,
    ) -> Option<TokenStream> {
        let mut around = self.around.clone();
        while let Some(cont) = around {
            let left = match &cont.kind {
                ContKind::Round(node, arms) => Some((node, arms)),
                // A loop can be left from within its own condition, by its label.
                ContKind::While(node, arms) if leave.label.is_some() => Some((node, arms)),
                _ => None,
            };
            if let Some((node, arms)) = left
                && leave
                    .label
                    .is_none_or(|label| node.label.as_ref() == Some(label))
            {
                if self.nested.is_some() {
                    let (arm, point, scope) = match leave.again {
                        true => (arms.head, node.points.head, cont.next().scope()),
                        false => (arms.join.arm, arms.join.point, arms.outside.clone()),
                    };
                    let jump = self.jump(arm, point, &scope);
                    let (rt, output) = (self.rt, self.output);
                    let nested = self.nested.as_mut()?;
                    let store = match (&arms.join.value, value) {
                        _ if leave.again => TokenStream::new(),
                        (Some(variable), value) => {
                            let place = nested.loop_value(variable);
                            let value = value.unwrap_or_else(|| quote!(()));
                            quote!(#place = #rt::Option::Some(#value);)
                        }
                        (None, Some(value)) => discard(&value),
                        (None, None) => TokenStream::new(),
                    };
                    self.facts.jumps.entry(nested.arm).or_default().insert(arm);
                    let number = Literal::usize_unsuffixed(nested.leaves.len());
                    nested.leaves.push(jump);
                    return Some(quote!(#store return #rt::Ends::<_, #output>::Leaves(#number);));
                }
                if leave.again {
                    let scope = cont.next().scope();
                    return Some(self.jump(arms.head, node.points.head, &scope));
                }
                let store = match (&arms.join.value, value) {
                    (Some(variable), value) => {
                        let rt = self.rt;
                        let value = value.unwrap_or_else(|| quote!(()));
                        quote!(#variable = #rt::Option::Some(#value);)
                    }
                    (None, Some(value)) => discard(&value),
                    (None, None) => TokenStream::new(),
                };
                let jump = self.jump(arms.join.arm, arms.join.point, &arms.outside);
                return Some(quote!(#store #jump));
            }
            around = cont.next.clone();
        }
        None
    }
}

/// What stands where rustc decides, for each argument.
fn standing(arguments: &[Argument], parameters: &[Ident]) -> Vec<TokenStream> {
    arguments
        .iter()
        .zip(parameters)
        .map(|(argument, parameter)| argument.code(&parameter.to_token_stream()))
        .collect()
}

fn is_ident(tokens: &TokenStream) -> bool {
    syn::parse2::<Ident>(tokens.clone()).is_ok()
}

fn discard(value: &TokenStream) -> TokenStream {
    if value.to_string() == "()" {
        TokenStream::new()
    } else {
        quote!(#value;)
    }
}
