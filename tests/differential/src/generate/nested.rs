//! Closures, `async` blocks, and `?`.

use super::Generator;
use super::env::State;
use super::feature::Feature as F;
use crate::tree::{Node, operand, parts};
use crate::types::Ty;

impl Generator<'_> {
    /// The body of a closure that is called where it stands, and that only looks at variables.
    pub(super) fn closure_body(&mut self, ty: &Ty, depth: u32) -> Node {
        let all = self.env.vars.len();
        let move_floor = std::mem::replace(&mut self.env.move_floor, all);
        let change_floor = std::mem::replace(&mut self.env.change_floor, all);
        let body = self.expr(ty, depth);
        self.env.move_floor = move_floor;
        self.env.change_floor = change_floor;
        body
    }

    /// A closure called at once.
    pub(super) fn called_closure(&mut self, ty: &Ty, depth: u32) -> Node {
        let body = self.enclosed(|this| this.closure_body(ty, depth));
        Node::expr(ty, parts!["(|| ", body, ")()"])
    }

    /// A call of a closure in a variable.
    pub(super) fn closure_variable(&mut self, ty: &Ty) -> Option<Node> {
        let again = Ty::Call(Box::new(ty.clone()));
        let found = self.env.visible(|index, var| {
            let changes = var.holds.iter().any(|hold| hold.mutable);
            let callable = !changes || index >= self.env.change_floor;
            var.ty == again && callable && self.env.can_look(index)
        });
        if let Some(var) = self.pick(&found) {
            let name = self.mention(var);
            return Some(Node::expr(ty, parts![format!("{name}()")]));
        }
        let once = self.use_variable(&Ty::CallOnce(Box::new(ty.clone())))?;
        Some(Node::expr(ty, parts![once, "()"]))
    }

    /// Hides, while `write` runs, the variables that cannot be moved, and says which were
    /// mentioned.
    fn capturing<T>(
        &mut self,
        moving: bool,
        write: impl FnOnce(&mut Self) -> T,
    ) -> (T, Vec<usize>) {
        let count = self.env.vars.len();
        let before = self.env.states();
        let mentions: Vec<u32> = self.env.vars.iter().map(|var| var.mentions).collect();
        let hidden: Vec<usize> = (0..count)
            .filter(|&index| moving && !self.env.can_move(index))
            .collect();
        for &index in &hidden {
            self.env.vars[index].state = State::Gone;
        }
        let floor = std::mem::replace(&mut self.env.assign_floor, count);
        let written = write(self);
        self.env.assign_floor = floor;
        for &index in &hidden {
            self.env.vars[index].state = before[index];
        }
        let mentioned = (0..count)
            .filter(|&index| self.env.vars[index].mentions != mentions[index])
            .collect();
        (written, mentioned)
    }

    /// What becomes of captured variables: moved in, or borrowed until the end of the statement.
    fn captured(&mut self, moving: bool, mentioned: &[usize]) {
        for &index in mentioned {
            let var = &mut self.env.vars[index];
            if var.ty.is_copy() && moving {
                let holds = var.holds.clone();
                for hold in holds {
                    self.env.hold(hold.var, hold.mutable);
                }
            } else if moving {
                var.state = State::Gone;
                let holds = std::mem::take(&mut var.holds);
                self.env.holds.extend(holds);
            } else if var.state == State::Live {
                self.env.hold(index, false);
            }
        }
    }

    /// A closure to be put into a variable.
    pub(super) fn closure(&mut self, ty: &Ty, depth: u32) -> (Node, Ty) {
        if self.wants(F::MutRef, 30)
            && let Some((var, place)) = self.place(true)
        {
            self.env.hold(var, true);
            let ty = Ty::Call(Box::new(Ty::Num));
            let text = format!("|| change(&mut {place})");
            return (Node::expr(&ty, parts![text]).loose(), ty);
        }
        let moving = self.wants(F::MoveClosure, 50);
        let before = self.env.states();
        let (body, mentioned) = self.enclosed(|this| {
            this.capturing(moving, |this| {
                let once = this.chance(40);
                if once {
                    let all = this.env.vars.len();
                    let floor = std::mem::replace(&mut this.env.change_floor, all);
                    let body = this.expr(ty, depth);
                    this.env.change_floor = floor;
                    body
                } else {
                    this.closure_body(ty, depth)
                }
            })
        });
        let once = mentioned
            .iter()
            .any(|&index| self.env.vars[index].state != before[index]);
        self.captured(moving, &mentioned);
        let kind = if once { Ty::CallOnce } else { Ty::Call };
        let kind = kind(Box::new(ty.clone()));
        let start = if moving { "move || " } else { "|| " };
        (Node::expr(&kind, parts![start, body]).loose(), kind)
    }

    /// An `async` block, awaited where it stands.
    pub(super) fn async_block(&mut self, ty: &Ty, depth: u32) -> Option<Node> {
        if !self.can_await() {
            return None;
        }
        self.awaits -= 1;
        let task = self.lent(|this| this.task(ty, depth));
        Some(Node::expr(ty, parts![operand(task), ".await"]))
    }

    /// An `async` block.
    pub(super) fn task(&mut self, ty: &Ty, depth: u32) -> Node {
        let moving = self.wants(F::AsyncMove, 70);
        let (body, mentioned) = self.capturing(moving, |this| {
            let output = this.output.replace(ty.clone());
            let exits = std::mem::take(&mut this.exits);
            let floor = std::mem::replace(&mut this.return_floor, this.env.move_floor);
            let (body, _) = this.body(Some(ty), depth, 2);
            this.return_floor = floor;
            this.exits = exits;
            this.output = output;
            body
        });
        self.captured(moving, &mentioned);
        let start = if moving {
            "async move {\n"
        } else {
            "async {\n"
        };
        let task = Ty::Task(Box::new(ty.clone()));
        Node::expr(&task, parts![start, body, "}"])
    }

    /// An `async` closure that is called where it stands.
    pub(super) fn async_closure(&mut self, ty: &Ty, depth: u32) -> Option<Node> {
        if !self.can_await() {
            return None;
        }
        self.awaits -= 1;
        let (body, mentioned) = self.capturing(false, |this| {
            let output = this.output.take();
            let exits = std::mem::take(&mut this.exits);
            let body = this.closure_body(ty, depth);
            this.exits = exits;
            this.output = output;
            body
        });
        self.lent(|this| this.captured(false, &mentioned));
        Some(Node::expr(ty, parts!["(async || ", body, ")().await"]))
    }

    /// `?`, where the body returns what it needs.
    pub(super) fn question(&mut self, ty: &Ty, depth: u32) -> Option<Node> {
        let tried = match self.output.clone()? {
            Ty::Opt(_) => ty.clone().opt(),
            Ty::Res(_, error) => ty.clone().res(*error),
            _ => return None,
        };
        let value = self.expr(&tried, depth);
        Some(Node::expr(ty, parts![operand(value), "?"]))
    }
}
