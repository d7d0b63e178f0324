//! Lifetimes without a name in `impl Trait` parameters: an `async fn` may leave them out, a function
//! may not.

use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};
use syn::{FnArg, GenericParam, Lifetime, LifetimeParam, Signature};

/// Gives each of them a name, which becomes a parameter.
pub(super) fn name(sig: &mut Signature) {
    let mut elided = Elided::default();
    for input in &mut sig.inputs {
        if let FnArg::Typed(typed) = input {
            elided.visit_type_mut(&mut typed.ty);
        }
    }
    for lifetime in elided.named.into_iter().rev() {
        let param = GenericParam::Lifetime(LifetimeParam::new(lifetime));
        sig.generics.params.insert(0, param);
    }
}

#[derive(Default)]
struct Elided {
    in_impl: bool,
    named: Vec<Lifetime>,
}

impl Elided {
    fn fresh(&mut self) -> Lifetime {
        let name = format!("'elided{}", self.named.len());
        let lifetime = Lifetime::new(&name, Span::mixed_site());
        self.named.push(lifetime.clone());
        lifetime
    }
}

impl VisitMut for Elided {
    fn visit_type_impl_trait_mut(&mut self, ty: &mut syn::TypeImplTrait) {
        let outer = std::mem::replace(&mut self.in_impl, true);
        visit_mut::visit_type_impl_trait_mut(self, ty);
        self.in_impl = outer;
    }

    fn visit_type_reference_mut(&mut self, ty: &mut syn::TypeReference) {
        if self.in_impl && ty.lifetime.is_none() {
            ty.lifetime = Some(self.fresh());
        }
        visit_mut::visit_type_reference_mut(self, ty);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if self.in_impl && lifetime.ident == "_" {
            *lifetime = self.fresh();
        }
    }

    // In `Fn(&str) -> &str` and `fn(&str)` they are the function's own.
    fn visit_parenthesized_generic_arguments_mut(
        &mut self,
        _: &mut syn::ParenthesizedGenericArguments,
    ) {
    }

    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}
}
