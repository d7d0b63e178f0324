//! The arms of the poll code, and the code that runs from one suspension point to the next.
//!
//! An arm starts where the machine is resumed, where paths meet, or where a loop begins a round.
//! What is left to do from there is a [`Cont`]: the rest of the statement, of its block, of the
//! block around that, and so forth, up to the end of the function.

mod branch;
mod code;
mod cont;
mod decide;
mod jump;
mod loops;
mod statement;
mod uses;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use cont::{Cont, ContKind, LoopArms, cont};

use super::names::{Held, Names};
use super::nested::Nested;
use super::node::{Block, Loop, LoopKind, Node, Statement, Stmt};
use super::rests::{self, Rests};
use crate::ir::Ir;
use crate::ir::build::FIRST_SUSPEND;
use crate::ir::graph::NodeId;
use crate::ir::local::LocalId;
use crate::reason::Reason;

/// The number of an arm. Those of states are the states' own; the others follow.
pub(super) type ArmId = usize;

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
                    let ty = self.output;
                    let ty = (!super::is_inferred(ty)).then(|| quote!(: #ty));
                    quote!({ #guards let #output #ty = #value; #output })
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
                        // A block's value is evaluated in a scope of its own: where it panics,
                        // the order in which its operands drop depends on that.
                        let value = match guards.is_empty() && is_ident(&value) {
                            true => value,
                            false => block.braced(quote!(#guards #value)),
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
                    // So is a branch.
                    Some(variable) if value.clone().into_iter().nth(1).is_some() => {
                        quote!(#variable = #rt::Option::Some({ #value });)
                    }
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
