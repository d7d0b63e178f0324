//! A program without the attribute.

use std::ops::Range;

use syn::visit::Visit;
use syn::{Attribute, ItemUse, UseTree};
use visualize_future_lowering::input::is_ours;

/// The program without `#[visualize_future]` and the import of it: spaces stand for both, so that
/// all else keeps its line and column.
pub(crate) fn without_attribute(program: &str) -> syn::Result<String> {
    let mut ours = Ours(Vec::new());
    ours.visit_file(&syn::parse_str(program)?);
    let mut plain = String::with_capacity(program.len());
    for (at, letter) in program.char_indices() {
        let stays = letter.is_whitespace() || !ours.0.iter().any(|range| range.contains(&at));
        plain.push(if stays { letter } else { ' ' });
    }
    Ok(plain)
}

/// Where the attribute and its imports stand, in bytes.
struct Ours(Vec<Range<usize>>);

impl Visit<'_> for Ours {
    fn visit_attribute(&mut self, attribute: &Attribute) {
        if is_ours(&attribute.meta) {
            let end = attribute.bracket_token.span.close();
            self.add(attribute.pound_token.span, end);
        }
    }

    fn visit_item_use(&mut self, item: &ItemUse) {
        if imports_nothing_else(&item.tree) {
            self.add(item.use_token.span, item.semi_token.span);
        } else {
            self.visit_use_tree(&item.tree);
        }
    }

    fn visit_use_group(&mut self, group: &syn::UseGroup) {
        for pair in group.items.pairs() {
            match pair.value() {
                UseTree::Name(name) if name.ident == "visualize_future" => {
                    let comma = pair.punct().map(|comma| comma.span);
                    self.add(name.ident.span(), comma.unwrap_or(name.ident.span()));
                }
                tree => self.visit_use_tree(tree),
            }
        }
    }
}

impl Ours {
    fn add(&mut self, first: proc_macro2::Span, last: proc_macro2::Span) {
        self.0.push(first.byte_range().start..last.byte_range().end);
    }
}

/// Whether it is `path::visualize_future`. The crate has the same name, but no path before it.
fn imports_nothing_else(tree: &UseTree) -> bool {
    let UseTree::Path(path) = tree else {
        return false;
    };
    match &*path.tree {
        UseTree::Name(name) => name.ident == "visualize_future",
        UseTree::Group(group) => {
            let mut items = group.items.iter();
            matches!(
                (items.next(), items.next()),
                (Some(UseTree::Name(name)), None) if name.ident == "visualize_future"
            )
        }
        tree => imports_nothing_else(tree),
    }
}

#[cfg(test)]
mod tests {
    use super::without_attribute;

    #[track_caller]
    fn assert_plain(program: &str, plain: &str) {
        assert_eq!(without_attribute(program).expect("it parses"), plain);
    }

    #[test]
    fn spaces_stand_for_it() {
        assert_plain(
            "/* é */ #[visualize_future(\n  level = \"info\"\n)] async fn f() {}",
            "/* é */                    \n                \n   async fn f() {}",
        );
        assert_plain(
            "mod m { #[visualize_future::visualize_future] #[inline] async fn f() {} }",
            "mod m {                                       #[inline] async fn f() {} }",
        );
    }

    #[test]
    fn an_import_goes_and_what_else_is_imported_stays() {
        assert_plain(
            "use a::visualize_future; mod m;",
            "                         mod m;",
        );
        assert_plain(
            "use a::{visualize_future}; mod m;",
            "                           mod m;",
        );
        assert_plain(
            "use a::{visualize_future, b};",
            "use a::{                  b};",
        );
        assert_plain(
            "use a::{b, visualize_future};",
            "use a::{b,                 };",
        );
        assert_plain(
            "use visualize_future::Machine;",
            "use visualize_future::Machine;",
        );
    }

    #[test]
    fn without_the_attribute_nothing_changes() {
        assert_plain("#[test] fn f() {}", "#[test] fn f() {}");
    }

    #[test]
    fn what_does_not_parse_is_an_error() {
        assert!(without_attribute("fn f( {}").is_err());
    }
}
