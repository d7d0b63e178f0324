//! A whole function, and a call of it.

use fastrand::Rng;

use super::Generator;
use super::feature::{Feature as F, Features};
use super::pattern::Mode;
use crate::tree::Node;
use crate::types::Ty;

/// A generated function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its parameters and output, as written.
    pub signature: String,
    /// How it is called: statements before the call, and its arguments.
    pub call: (String, String),
    /// Its body.
    pub body: Node,
}

impl Program {
    /// The function, without its attribute.
    pub fn function(&self) -> String {
        format!(
            "async fn {}{} {{\n{}}}\n",
            self.name,
            self.signature,
            self.body.text()
        )
    }

    /// The function that calls it.
    pub fn start(&self) -> String {
        let name = &self.name;
        let (before, arguments) = &self.call;
        if before.is_empty() {
            return format!(
                "pub(crate) fn start() -> Subject {{\nsubject(observed!({name}({arguments})))\n}}\n"
            );
        }
        format!(
            "pub(crate) fn start() -> Subject {{\nsubject(async {{\n{before}\
             format!(\"{{:?}}\", observed!({name}({arguments})).await)\n}})\n}}\n"
        )
    }
}

/// A random function.
pub fn program(name: String, rng: &mut Rng, edition: &str) -> Program {
    let mut on = Features::draw(rng);
    if edition != "2024" {
        on.remove(F::LetChain);
    }
    let mut this = Generator::new(rng, on);
    let output = output(&mut this);
    this.output = Some(output.clone());
    let mut signature = String::from("(");
    // Parameters cannot shadow each other.
    let all = this.on.clone();
    this.on.remove(F::Shadow);
    let (mut before, mut arguments) = (String::new(), String::new());
    for index in 0..this.rng.usize(..4) {
        let ty = match this.rng.u32(..6) {
            0 if this.has(F::RefLocal) => Ty::Ref,
            1 if this.has(F::MutRef) => Ty::Mut,
            2 if this.has(F::Parameters) => this.value_type(2),
            3 => Ty::Num,
            _ => Ty::Noisy,
        };
        match &ty {
            Ty::Ref | Ty::Mut => {
                let keyword = if ty == Ty::Mut { "mut " } else { "" };
                before += &format!("let {keyword}argument{index} = noisy(\"a{index}\");\n");
                arguments += &format!("&{keyword}argument{index}, ");
                let name = format!("p{index}");
                signature += &format!("{name}: {ty}, ");
                this.env.declare(name, ty, false, Vec::new());
            }
            ty => {
                let leaf = super::leaf(ty, &format!("\"a{index}\""));
                arguments += &format!("{}, ", leaf.text());
                let mut bindings = Vec::new();
                let pattern = this.pattern(ty, Mode::Move, &mut bindings);
                this.bind(bindings);
                signature += &format!("{pattern}: {ty}, ");
            }
        }
    }
    this.on = all;
    signature += ")";
    if output != Ty::Unit {
        signature += &format!(" -> {output}");
    }
    let mut nodes = Vec::new();
    for _ in 0..2 + this.rng.usize(..6) {
        this.statement(4, &mut nodes);
    }
    if output != Ty::Unit {
        nodes.push(this.expr(&output, 3));
    }
    Program {
        name,
        signature,
        call: (before, arguments),
        body: Node::body(nodes),
    }
}

fn output(this: &mut Generator<'_>) -> Ty {
    if this.has(F::Question) && this.chance(70) {
        return match this.rng.u32(..3) {
            0 => Ty::Noisy.opt(),
            1 => Ty::Noisy.res(Ty::Noisy),
            _ => Ty::Num.res(Ty::Noisy),
        };
    }
    match this.rng.u32(..6) {
        0 => Ty::Unit,
        1..4 => Ty::Num,
        4 => Ty::Noisy,
        _ => {
            let ty = this.value_type(2);
            if matches!(ty, Ty::Io(_)) { Ty::Num } else { ty }
        }
    }
}
