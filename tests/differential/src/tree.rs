//! The tree of a generated function: text with typed holes, so that it can be printed without
//! knowing Rust, and made smaller without knowing how it was made.

use crate::types::Ty;

/// What a node stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sort {
    /// An expression of a type.
    Expr(Ty),
    /// A statement.
    Stmt,
    /// The statements between two braces, the last of which may be an expression.
    Body,
    /// Something that can be left out.
    Optional,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it stands for.
    pub sort: Sort,
    /// Whether it needs parentheses where an operand is wanted.
    pub loose: bool,
    /// What it consists of.
    pub parts: Vec<Part>,
}

/// A part of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text.
    Text(String),
    /// A node.
    Child(Node),
    /// A node in the place of an operand.
    Operand(Node),
}

impl From<&str> for Part {
    fn from(text: &str) -> Part {
        Part::Text(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Part {
        Part::Text(text)
    }
}

impl From<Node> for Part {
    fn from(node: Node) -> Part {
        Part::Child(node)
    }
}

/// Puts a node in the place of an operand.
pub fn operand(node: Node) -> Part {
    Part::Operand(node)
}

/// A list of parts from texts and nodes.
macro_rules! parts {
    ($($part:expr),* $(,)?) => { vec![$($crate::tree::Part::from($part)),*] };
}
pub(crate) use parts;

impl Node {
    /// An expression.
    pub fn expr(ty: &Ty, parts: Vec<Part>) -> Node {
        Node {
            sort: Sort::Expr(ty.clone()),
            loose: false,
            parts,
        }
    }

    /// A statement.
    pub fn stmt(parts: Vec<Part>) -> Node {
        Node {
            sort: Sort::Stmt,
            loose: false,
            parts,
        }
    }

    /// What can be left out.
    pub fn optional(parts: Vec<Part>) -> Node {
        Node {
            sort: Sort::Optional,
            loose: false,
            parts,
        }
    }

    /// A body from its statements.
    pub fn body(nodes: Vec<Node>) -> Node {
        Node {
            sort: Sort::Body,
            loose: false,
            parts: nodes.into_iter().map(Part::Child).collect(),
        }
    }

    /// The same, in parentheses where it is an operand.
    #[must_use]
    pub fn loose(mut self) -> Node {
        self.loose = true;
        self
    }

    /// Its text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.print(&mut out);
        out
    }

    fn print(&self, out: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Operand(node) if node.loose => {
                    out.push('(');
                    node.print(out);
                    out.push(')');
                }
                Part::Child(node) | Part::Operand(node) => {
                    node.print(out);
                    if self.sort == Sort::Body {
                        out.push('\n');
                    }
                }
            }
        }
    }

    /// Its children that are nodes.
    pub fn children(&self) -> impl Iterator<Item = (usize, &Node)> {
        self.parts
            .iter()
            .enumerate()
            .filter_map(|(index, part)| match part {
                Part::Text(_) => None,
                Part::Child(node) | Part::Operand(node) => Some((index, node)),
            })
    }

    /// The node at a path of indices of parts.
    ///
    /// # Panics
    /// If there is none.
    pub fn at_mut(&mut self, path: &[usize]) -> &mut Node {
        let Some((first, rest)) = path.split_first() else {
            return self;
        };
        match &mut self.parts[*first] {
            Part::Text(_) => panic!("the path leads to text"),
            Part::Child(node) | Part::Operand(node) => node.at_mut(rest),
        }
    }
}
