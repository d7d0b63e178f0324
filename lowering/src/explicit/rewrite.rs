//! Rewrites what leaves a piece of plain code: `return`, `?`, `break` and `continue`; and what
//! needs to know whether a local lies in the enum: assignments and captures.

use std::collections::{BTreeMap, HashMap};

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Stmt};

use super::arms::Emitter;
use super::split::first_operand;
use crate::compiler::marks;
use crate::ir::local::{Capture, LocalId, Unclear, Use};
use crate::ir::macros;
use crate::ir::resolve::MENTION;
use crate::ir::syntax::{as_ident, placeholder_number};
use crate::suspend::take_numbers;

/// A `break` or `continue`.
pub(super) struct Leave<'a> {
    pub(super) label: Option<&'a Ident>,
    /// `continue`.
    pub(super) again: bool,
}

/// Rewrites an expression; `natural` receives the mentions that keep the variable's own name.
pub(super) fn expr(
    expr: &mut Expr,
    emitter: &mut Emitter<'_>,
    natural: &mut HashMap<usize, TokenStream>,
) {
    Rewriter {
        emitter,
        natural,
        loops: Vec::new(),
    }
    .visit_expr_mut(expr);
}

/// Rewrites a statement.
pub(super) fn stmt(
    stmt: &mut Stmt,
    emitter: &mut Emitter<'_>,
    natural: &mut HashMap<usize, TokenStream>,
) {
    Rewriter {
        emitter,
        natural,
        loops: Vec::new(),
    }
    .visit_stmt_mut(stmt);
}

/// The arguments of a call.
pub(super) type Args = syn::punctuated::Punctuated<Expr, syn::Token![,]>;

/// An argument where rustc decides.
pub(super) enum Argument {
    /// A value.
    Value,
    /// A closure that stands where rustc decides; the argument is what it captures.
    Closure {
        /// The variables that it captures.
        variables: Vec<Ident>,
        /// The closure.
        closure: TokenStream,
    },
}

impl Argument {
    /// What stands where rustc decides, if that variable is the argument.
    pub(super) fn code(&self, argument: &TokenStream) -> TokenStream {
        match self {
            Argument::Value => argument.clone(),
            Argument::Closure { variables, closure } if variables.is_empty() => closure.clone(),
            Argument::Closure { variables, closure } => {
                quote!({ let (#(mut #variables,)*) = #argument; #closure })
            }
        }
    }

    pub(super) fn is_value(&self) -> bool {
        matches!(self, Argument::Value)
    }
}

/// A use of a part of a local.
pub(super) struct Part {
    pub(super) mention: usize,
    /// Its bit.
    pub(super) bit: u8,
    pub(super) path: Vec<syn::Member>,
}

/// Whether an argument is a closure with a parameter whose type is to be inferred.
fn untyped_closure(arg: &Expr) -> bool {
    match arg {
        Expr::Closure(e) => e
            .inputs
            .iter()
            .any(|input| !matches!(input, syn::Pat::Type(_))),
        Expr::Paren(e) => untyped_closure(&e.expr),
        Expr::Group(e) => untyped_closure(&e.expr),
        _ => false,
    }
}

/// How a closure captures a local.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Captured {
    /// By value, or a copy of it.
    Taken,
    /// By reference, through which it is only looked at.
    Looked,
    /// By reference.
    Lent,
    /// That depends on types.
    Unknown,
}

impl Captured {
    fn and(self, other: Captured) -> Captured {
        use Captured::{Lent, Looked, Taken, Unknown};
        match (self, other) {
            (Taken, Taken | Looked) | (Looked, Taken) => Taken,
            (Looked, Looked) => Looked,
            (Looked | Lent, Looked | Lent) => Lent,
            // A value that is copied here may be changed there.
            (Taken | Lent, Lent | Taken) | (Unknown, _) | (_, Unknown) => Unknown,
        }
    }

    fn is_lent(self) -> bool {
        matches!(self, Captured::Looked | Captured::Lent)
    }
}

fn is_move(expr: &Expr) -> bool {
    match expr {
        Expr::Closure(e) => e.capture.is_some(),
        Expr::Async(e) => e.capture.is_some(),
        _ => false,
    }
}

fn make_move(expr: &mut Expr) {
    match expr {
        Expr::Closure(e) => drop(e.capture.get_or_insert_with(Default::default)),
        Expr::Async(e) => drop(e.capture.get_or_insert_with(Default::default)),
        _ => {}
    }
}

struct Rewriter<'e, 'a> {
    emitter: &'e mut Emitter<'a>,
    natural: &'e mut HashMap<usize, TokenStream>,
    /// The plain loops and labelled blocks around, by their labels; `None` for a block without
    /// which an unlabelled `break` passes.
    loops: Vec<(Option<Ident>, bool)>,
}

impl Rewriter<'_, '_> {
    fn in_loop(&mut self, label: Option<&syn::Label>, block: bool, walk: impl FnOnce(&mut Self)) {
        self.loops
            .push((label.map(|label| label.name.ident.clone()), block));
        walk(self);
        self.loops.pop();
    }

    /// Whether the jump stays inside the plain code.
    fn stays(&self, label: Option<&Ident>) -> bool {
        self.loops.iter().any(|(name, block)| match label {
            Some(label) => name.as_ref() == Some(label),
            None => !block,
        })
    }

    /// A closure or `async` block, which captures locals that lie in the enum.
    fn captures(&mut self, expr: &mut Expr) {
        if let Some(bindings) = self.captured(expr, false).filter(|found| !found.is_empty()) {
            let (variables, values): (Vec<_>, Vec<_>) = bindings.into_iter().unzip();
            *expr = Expr::Verbatim(quote!({ #(let mut #variables = #values;)* #expr }));
        }
    }

    /// The variables that a closure or `async` block captures, and their values: locals that lie
    /// in the enum. Those that it takes are moved out of there for it, of the others it gets a
    /// handle, and captures that by value. With `apart`, it must not capture anything else. None
    /// if that cannot be.
    fn captured(&mut self, expr: &mut Expr, apart: bool) -> Option<Vec<(Ident, TokenStream)>> {
        let mut ids = Vec::new();
        collect(expr.to_token_stream(), &mut ids);
        let mut captured: BTreeMap<LocalId, Captured> = BTreeMap::new();
        let mut others = Vec::new();
        for &id in &ids {
            let mention = &self.emitter.ir().resolved.mentions[id];
            let (local, capture, usage) = (mention.local, mention.capture, mention.usage);
            if capture.is_none() || self.natural.contains_key(&id) {
                continue;
            }
            let by_use = capture == Some(Capture::ByUse);
            if !self.emitter.is_slot(local) {
                others.extend((by_use || apart).then_some(local));
                continue;
            }
            let is_copy = self.emitter.ir().resolved.locals[local.0].copy;
            let how = match (capture, self.emitter.is_undecided(id)) {
                // Whether `let _ = x` captures it depends on the edition.
                (Some(Capture::Move), true) if usage == Use::Named => Captured::Unknown,
                (Some(Capture::Move), _) => Captured::Taken,
                (_, true) if usage != Use::Value => Captured::Unknown,
                _ if by_use && usage == Use::Value && is_copy => Captured::Looked,
                _ if by_use && usage == Use::Value => Captured::Taken,
                _ if by_use && usage == Use::Look => Captured::Looked,
                _ if by_use => Captured::Lent,
                _ => Captured::Unknown,
            };
            let before = captured.entry(local).or_insert(how);
            *before = before.and(how);
        }
        if captured.is_empty() && (!apart || others.is_empty()) {
            return Some(Vec::new());
        }
        // Captured by value with them, the others would be moved: so they go into the enum.
        let mut natural = false;
        for local in others {
            natural |= !self.emitter.capture_in_place(local);
        }
        if captured.values().any(|how| *how == Captured::Unknown)
            || natural && captured.values().any(|how| how.is_lent())
            || natural && !is_move(expr)
            || natural && apart
        {
            return None;
        }
        // A closure inside of it that captures the handle would borrow it from this one.
        let mut inside = Inside(Vec::new());
        match &*expr {
            Expr::Closure(e) => inside.visit_expr(&e.body),
            Expr::Async(e) => inside.visit_block(&e.block),
            _ => {}
        }
        let is_lent = |id: &usize| {
            let local = self.emitter.ir().resolved.mentions[*id].local;
            captured.get(&local).is_some_and(|how| how.is_lent())
        };
        if inside.0.iter().any(is_lent) {
            return None;
        }
        make_move(expr);
        let mut bindings = Vec::new();
        for (&local, how) in &captured {
            let variable = self.variable(local);
            let value = match how.is_lent() {
                true => self.emitter.handle(local),
                false => self.emitter.take(local),
            };
            bindings.push((variable, value));
        }
        for id in ids {
            let local = self.emitter.ir().resolved.mentions[id].local;
            let Some(how) = captured.get(&local) else {
                continue;
            };
            self.emitter.saw(id);
            let variable = self.variable(local);
            let name = match how.is_lent() {
                true => quote!((**#variable.at())),
                false => quote!(#variable),
            };
            self.natural.insert(id, name);
        }
        Some(bindings)
    }

    /// The arguments where rustc decides. A closure whose parameters have no types gets them from
    /// the method that it is given to, so it has to stand there, and is given what it captures.
    fn arguments(&mut self, args: &mut Args) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for arg in args {
            if !untyped_closure(arg) {
                self.visit_expr_mut(arg);
                arguments.push(Argument::Value);
                continue;
            }
            let Some(bindings) = self.captured(arg, true) else {
                self.emitter.untyped(arg);
                arguments.push(Argument::Value);
                continue;
            };
            let (variables, values): (Vec<_>, Vec<_>) = bindings.into_iter().unzip();
            let closure = self.emitter.finished(arg, self.natural);
            *arg = Expr::Verbatim(quote!((#(#values,)*)));
            arguments.push(Argument::Closure { variables, closure });
        }
        arguments
    }

    /// A mention by which syntax cannot tell whether it moves its local.
    fn undecided(&self, expr: &Expr) -> Option<(usize, LocalId)> {
        let id = placeholder_number(as_ident(expr)?, MENTION)?;
        let mention = &self.emitter.ir().resolved.mentions[id];
        let known = self.natural.contains_key(&id) || mention.capture.is_some();
        (!known && self.emitter.is_undecided(id)).then_some((id, mention.local))
    }

    /// A part of a local of which syntax cannot tell whether it is moved, or what an assignment
    /// assigns to.
    fn part(&self, expr: &Expr) -> Option<(usize, Vec<syn::Member>)> {
        let mut path = Vec::new();
        let mut expr = expr;
        loop {
            match expr {
                Expr::Field(e) => {
                    path.push(e.member.clone());
                    expr = &e.base;
                }
                Expr::Paren(e) => expr = &e.expr,
                Expr::Group(e) => expr = &e.expr,
                _ => break,
            }
        }
        path.reverse();
        let id = placeholder_number(as_ident(expr)?, MENTION)?;
        let known = self.natural.contains_key(&id) || path.is_empty();
        (!known).then_some((id, path))
    }

    /// A part, with the bit of its use, if it is used so.
    fn used_part(&self, expr: &Expr, usage: Unclear) -> Option<Part> {
        let (mention, path) = self.part(expr)?;
        let used = self.emitter.ir().resolved.mentions[mention].usage;
        let bit = self.emitter.part(mention)?;
        (used == Use::Unclear(usage)).then_some(Part { mention, bit, path })
    }

    /// An assignment to a part of a local of which parts may have been moved.
    fn assigned_part(&mut self, e: &syn::ExprAssign) -> Option<Expr> {
        let (id, path) = self.part(&e.left)?;
        let local = self.emitter.ir().resolved.mentions[id].local;
        if !self.emitter.is_parted(local) {
            return None;
        }
        match self.emitter.assigned(local, &path) {
            // It is a place like any other.
            Some(0) => None,
            Some(bits) => {
                self.emitter.saw(id);
                let value = e.right.to_token_stream();
                let code = self.emitter.assign_part(local, &path, bits, &value);
                Some(Expr::Verbatim(code))
            }
            None => {
                self.emitter.undecided_part(id);
                None
            }
        }
    }

    /// The variable that a closure captures.
    fn variable(&self, local: LocalId) -> Ident {
        let ident = &self.emitter.ir().resolved.locals[local.0].ident;
        if ident == "self" {
            self.emitter.names().local(local)
        } else {
            ident.clone()
        }
    }
}

impl VisitMut for Rewriter<'_, '_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Closure(_) | Expr::Async(_) => self.captures(expr),
            Expr::Return(e) => {
                if let Some(value) = &mut e.expr {
                    self.visit_expr_mut(value);
                }
                let value = e
                    .expr
                    .as_ref()
                    .map_or_else(|| quote!(()), ToTokens::to_token_stream);
                let value = self.emitter.returned(&value);
                *expr = Expr::Verbatim(quote!(return #value));
            }
            Expr::Try(e) => {
                self.visit_expr_mut(&mut e.expr);
                let rt = self.emitter.rt().clone();
                let value = &e.expr;
                let early = self
                    .emitter
                    .returned(&quote!(#rt::FromResidual::from_residual(early)));
                *expr = Expr::Verbatim(quote!(match #rt::Try::branch(#value) {
                    #rt::Continue(value) => value,
                    #rt::Break(early) => return #early,
                }));
            }
            Expr::Break(e) => {
                if let Some(value) = &mut e.expr {
                    self.visit_expr_mut(value);
                }
                let label = e.label.as_ref().map(|label| &label.ident);
                if !self.stays(label) {
                    let value = e.expr.as_ref().map(ToTokens::to_token_stream);
                    if let Some(code) = self.emitter.leave(
                        Leave {
                            label,
                            again: false,
                        },
                        value,
                    ) {
                        *expr = Expr::Verbatim(quote!({ #code }));
                    }
                }
            }
            Expr::Continue(e) => {
                let label = e.label.as_ref().map(|label| &label.ident);
                let leave = Leave { label, again: true };
                if !self.stays(label)
                    && let Some(code) = self.emitter.leave(leave, None)
                {
                    *expr = Expr::Verbatim(quote!({ #code }));
                }
            }
            Expr::Loop(e) => {
                let label = e.label.clone();
                self.in_loop(label.as_ref(), false, |this| {
                    this.visit_block_mut(&mut e.body)
                });
            }
            Expr::While(e) => {
                let label = e.label.clone();
                self.in_loop(label.as_ref(), false, |this| {
                    this.visit_expr_mut(&mut e.cond);
                    this.visit_block_mut(&mut e.body);
                });
            }
            Expr::ForLoop(e) => {
                self.visit_expr_mut(&mut e.expr);
                let label = e.label.clone();
                self.in_loop(label.as_ref(), false, |this| {
                    this.visit_block_mut(&mut e.body)
                });
            }
            Expr::Block(e) if e.label.is_some() => {
                let label = e.label.clone();
                self.in_loop(label.as_ref(), true, |this| {
                    this.visit_block_mut(&mut e.block)
                });
            }
            Expr::Assign(e) => {
                visit_mut::visit_expr_assign_mut(self, e);
                if matches!(
                    *e.left,
                    Expr::Tuple(_) | Expr::Array(_) | Expr::Call(_) | Expr::Struct(_)
                ) {
                    let mut ids = Vec::new();
                    collect(e.left.to_token_stream(), &mut ids);
                    ids.into_iter()
                        .for_each(|id| self.emitter.undecided_part(id));
                }
                if let Some(assigned) = self.assigned_part(e) {
                    *expr = assigned;
                    return;
                }
                let mention =
                    as_ident(&e.left).and_then(|ident| placeholder_number(ident, MENTION));
                if let Some(id) = mention {
                    let mention = &self.emitter.ir().resolved.mentions[id];
                    let local = mention.local;
                    let whole = mention.usage == Use::Assign && mention.capture.is_none();
                    if whole && self.emitter.is_slot(local) {
                        self.emitter.saw(id);
                        let value = e.right.to_token_stream();
                        *expr = Expr::Verbatim(self.emitter.assign(local, &value));
                    }
                }
            }
            Expr::Await(e) => {
                self.visit_expr_mut(&mut e.base);
                for number in take_numbers(&mut e.attrs) {
                    let rt = self.emitter.rt();
                    marks::mark(&mut e.base, number, e.await_token.span, rt);
                }
            }
            Expr::Macro(e) => {
                let numbers = take_numbers(&mut e.attrs);
                self.visit_macro_mut(&mut e.mac);
                if let Some(&first) = numbers.first()
                    && let Some(before) = self.emitter.mark_macro(first, &mut e.mac)
                {
                    // A tuple, since the temporaries of a block would not live as long.
                    *expr = syn::parse_quote!((#before, #e).1);
                }
            }
            Expr::MethodCall(e) => {
                if let Some(part) = self.used_part(&e.receiver, Unclear::PartReceiver) {
                    let arguments = self.arguments(&mut e.args);
                    let (name, turbofish) = (&e.method, &e.turbofish);
                    let method = quote!(.#name #turbofish);
                    let code = self
                        .emitter
                        .decide_part(&part, Some(&method), &arguments, &e.args);
                    if let Some(code) = code {
                        *expr = Expr::Verbatim(code);
                    }
                    return;
                }
                if let Some((id, local)) = self.undecided(&e.receiver) {
                    let arguments = self.arguments(&mut e.args);
                    let (name, turbofish) = (&e.method, &e.turbofish);
                    let used = |hole: &TokenStream, arguments: &[TokenStream]| quote!(#hole.#name #turbofish (#(#arguments),*));
                    if let Some(code) = self.emitter.decide(id, local, &used, &arguments, &e.args) {
                        *expr = Expr::Verbatim(code);
                    }
                    return;
                }
                visit_mut::visit_expr_method_call_mut(self, e);
            }
            Expr::Call(e) => {
                if let Some(part) = self.used_part(&e.func, Unclear::PartCallee) {
                    let arguments = self.arguments(&mut e.args);
                    if let Some(code) = self.emitter.decide_part(&part, None, &arguments, &e.args) {
                        *expr = Expr::Verbatim(code);
                    }
                    return;
                }
                if let Some((id, local)) = self.undecided(&e.func) {
                    let arguments = self.arguments(&mut e.args);
                    let used = |hole: &TokenStream, arguments: &[TokenStream]| quote!((#hole)(#(#arguments),*));
                    if let Some(code) = self.emitter.decide(id, local, &used, &arguments, &e.args) {
                        *expr = Expr::Verbatim(code);
                    }
                    return;
                }
                visit_mut::visit_expr_call_mut(self, e);
            }
            Expr::Field(_) => match self.used_part(expr, Unclear::Part) {
                Some(part) => *expr = Expr::Verbatim(self.emitter.take_part(&part)),
                None => visit_mut::visit_expr_mut(self, expr),
            },
            expr => {
                visit_mut::visit_expr_mut(self, expr);
                parenthesize(expr);
            }
        }
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        if let Stmt::Macro(mac) = stmt {
            let numbers = take_numbers(&mut mac.attrs);
            self.visit_macro_mut(&mut mac.mac);
            if let Some(&first) = numbers.first()
                && let Some(before) = self.emitter.mark_macro(first, &mut mac.mac)
            {
                let (semi, mac) = (mac.semi_token, &mac.mac);
                *stmt = Stmt::Expr(syn::parse_quote!((#before, #mac).1), semi);
            }
            return;
        }
        visit_mut::visit_stmt_mut(self, stmt);
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        macros::visit_arguments(mac, |argument| self.visit_expr_mut(argument));
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}

    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}
}

/// Puts parentheses around what now begins as a block does: at the start of a statement, an
/// operator behind it would not be one.
fn parenthesize(expr: &mut Expr) {
    if is_operator(expr)
        && let Some(first) = first_operand(expr)
        && let Expr::Verbatim(tokens) = first
        && begins_as_block(tokens)
    {
        *first = Expr::Verbatim(quote!((#tokens)));
    }
}

/// Whether a statement that begins with these tokens ends with them.
pub(super) fn begins_as_block(tokens: &TokenStream) -> bool {
    match tokens.clone().into_iter().next() {
        Some(TokenTree::Ident(word)) => word == "match",
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        _ => false,
    }
}

/// Whether the expression is an operator whose first operand is what it begins with.
pub(super) fn is_operator(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Binary(_) | Expr::Cast(_) | Expr::Index(_) | Expr::Range(_)
    )
}

/// The mentions in closures and `async` blocks.
struct Inside(Vec<usize>);

impl Visit<'_> for Inside {
    fn visit_expr_closure(&mut self, e: &syn::ExprClosure) {
        collect(e.to_token_stream(), &mut self.0);
    }

    fn visit_expr_async(&mut self, e: &syn::ExprAsync) {
        collect(e.to_token_stream(), &mut self.0);
    }
}

/// The mentions among tokens.
pub(super) fn mentions(tokens: TokenStream) -> Vec<usize> {
    let mut mentions = Vec::new();
    collect(tokens, &mut mentions);
    mentions
}

fn collect(tokens: TokenStream, mentions: &mut Vec<usize>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), mentions),
            TokenTree::Ident(ident) => mentions.extend(placeholder_number(&ident, MENTION)),
            _ => {}
        }
    }
}
