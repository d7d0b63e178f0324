//! The parameters, and the names under which their values arrive.

use quote::format_ident;
use syn::{FnArg, Pat, ReceiverKind, Signature};

use crate::function::{Param, simple_name};

/// The parameters of the signature.
pub(super) fn of(sig: &Signature) -> Vec<Param> {
    sig.inputs.iter().enumerate().map(param).collect()
}

fn param((position, input): (usize, &FnArg)) -> Param {
    match input {
        FnArg::Receiver(receiver) => Param {
            ident: syn::Ident::new("self", receiver.self_token.span),
            pat: None,
            ty: match &receiver.kind {
                ReceiverKind::Typed(_, ty) => Some((**ty).clone()),
                _ => None,
            },
            self_by_ref: matches!(receiver.kind, ReceiverKind::Reference(..)),
            attrs: receiver.attrs.clone(),
            span: receiver.self_token.span,
        },
        FnArg::Typed(typed) => {
            let span = first_span(&typed.pat);
            let ident = match simple_name(&typed.pat) {
                Some(ident) => ident.clone(),
                None => format_ident!("__arg{position}", span = crate::emit::site()),
            };
            Param {
                ident,
                pat: Some((*typed.pat).clone()),
                ty: Some((*typed.ty).clone()),
                self_by_ref: false,
                attrs: typed.attrs.clone(),
                span,
            }
        }
    }
}

fn first_span(pat: &Pat) -> proc_macro2::Span {
    syn::spanned::Spanned::span(pat)
}
