//! Makes the program of a finding small: tries everything that can be left out of it, many
//! variants in one build, and goes on from the smallest in which the problem persists.

use std::time::{Duration, Instant};

use crate::batch;
use crate::finding::{Finding, Kind};
use crate::generate::{Program, leaf};
use crate::lowered::lowered;
use crate::project::Project;
use crate::source::Case;
use crate::tree::{Node, Sort};

/// How many variants a build tries.
const VARIANTS: usize = 120;

/// The program as a case of that name.
pub fn case(program: &Program) -> Case {
    let text = format!(
        "#[machine]\npub(crate) {}{}",
        program.function(),
        program.start()
    );
    let items = match syn::parse_file(&text) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => text,
    };
    Case {
        name: program.name.clone(),
        items,
    }
}

/// The smallest program found in which the problem persists, and what is wrong with it.
pub fn shrink(
    project: &Project,
    program: &Program,
    finding: &Finding,
    limit: Duration,
) -> (Program, Finding) {
    let start = Instant::now();
    let (mut program, mut finding) = (program.clone(), finding.clone());
    let explicit = lowered(&program.function()).is_ok_and(|lowered| lowered.explicit);
    while start.elapsed() < limit {
        let mut variants = variants(&program.body);
        variants.sort_by_cached_key(|body| body.text().len());
        variants.dedup();
        let programs: Vec<Program> = variants
            .into_iter()
            .map(|body| Program {
                body,
                ..program.clone()
            })
            .filter(|variant| stays(variant, &finding.kind, explicit))
            .take(VARIANTS)
            .enumerate()
            .map(|(index, variant)| Program {
                name: format!("s{index}"),
                ..variant
            })
            .collect();
        let cases: Vec<Case> = programs.iter().map(case).collect();
        let outcome = batch::all(project, &cases, Duration::from_secs(4));
        let found = programs.iter().find_map(|variant| {
            let same =
                |other: &&Finding| other.name == variant.name && other.kind.is_like(&finding.kind);
            let found = outcome.findings.iter().find(same)?;
            Some((variant.clone(), found.clone()))
        });
        let Some((smaller, same)) = found else { break };
        program.body = smaller.body;
        finding = Finding {
            name: program.name.clone(),
            ..same
        };
    }
    (program, finding)
}

/// Whether a variant may still show the problem, as far as can be told without rustc.
fn stays(variant: &Program, kind: &Kind, explicit: bool) -> bool {
    if syn::parse_str::<syn::File>(&variant.function()).is_err() {
        return false;
    }
    match lowered(&variant.function()) {
        Ok(lowered) => match kind {
            Kind::Refused(twin, _) | Kind::Differs(twin, _) | Kind::DiffersInDrops(twin, _) => {
                twin != "auto" || lowered.explicit == explicit
            }
            _ => true,
        },
        Err(_) => false,
    }
}

/// Everything that is smaller by one step.
fn variants(body: &Node) -> Vec<Node> {
    let mut paths = Vec::new();
    walk(body, &mut Vec::new(), &mut paths);
    let mut out = Vec::new();
    for path in paths {
        let mut whole = body.clone();
        let node = whole.at_mut(&path).clone();
        let mut put = |node: Node| {
            let mut whole = body.clone();
            *whole.at_mut(&path) = node;
            out.push(whole);
        };
        match &node.sort {
            Sort::Optional => put(Node::optional(Vec::new())),
            Sort::Body => without_some(&node, &mut put),
            Sort::Stmt => {
                for inner in descendants(&node, &|inner| inner.sort == Sort::Body) {
                    put(inner.clone());
                }
            }
            Sort::Expr(ty) => {
                let same = |inner: &Node| inner.sort == node.sort;
                descendants(&node, &same)
                    .into_iter()
                    .cloned()
                    .for_each(&mut put);
                if *ty != crate::types::Ty::Ref && *ty != crate::types::Ty::Mut {
                    let least = leaf(ty, "\"z\"");
                    if least.text().len() < node.text().len() {
                        put(least);
                    }
                }
            }
        }
    }
    let size = body.text().len();
    out.retain(|variant| variant.text().len() < size);
    out
}

/// A body without a half of its statements, a quarter, … one.
fn without_some(node: &Node, put: &mut impl FnMut(Node)) {
    let len = node.parts.len();
    let mut chunk = len;
    while chunk > 0 {
        for start in (0..len).step_by(chunk) {
            let mut less = node.clone();
            less.parts.drain(start..len.min(start + chunk));
            put(less);
        }
        chunk /= 2;
    }
}

fn walk(node: &Node, path: &mut Vec<usize>, paths: &mut Vec<Vec<usize>>) {
    paths.push(path.clone());
    for (index, child) in node.children() {
        path.push(index);
        walk(child, path, paths);
        path.pop();
    }
}

/// The nearest nodes below that are wanted.
fn descendants<'a>(node: &'a Node, wanted: &dyn Fn(&Node) -> bool) -> Vec<&'a Node> {
    let mut out = Vec::new();
    for (_, child) in node.children() {
        if wanted(child) {
            out.push(child);
        } else {
            out.extend(descendants(child, wanted));
        }
    }
    out
}
