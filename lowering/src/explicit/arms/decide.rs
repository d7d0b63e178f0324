//! What rustc decides: whether a use moves a local, or a part of it, or borrows it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::Member;

use super::Emitter;
use crate::explicit::nested::{self, Nested};
use crate::explicit::rewrite::{Args, Argument, Part};
use crate::ir::local::LocalId;
use crate::reason::{Reason, ReasonKind};

/// For how many arguments the runtime has methods, where rustc decides.
const MOST_ARGUMENTS: usize = 8;

impl Emitter<'_> {
    /// Whether parts may be moved of the local, which lies in the enum.
    pub(in crate::explicit) fn is_parted(&self, local: LocalId) -> bool {
        self.is_slot(local) && self.modes.rests.is_parted(local)
    }

    /// A mention of a part that may have been moved, in a place that does not allow for that.
    pub(in crate::explicit) fn undecided_part(&mut self, mention: usize) {
        let used = &self.ir.resolved.mentions[mention];
        if self.is_parted(used.local) && !used.path.is_empty() {
            let name = self.ir.resolved.locals[used.local.0].ident.to_string();
            let reason = Reason::new(ReasonKind::UndecidedMove, used.span, name);
            self.facts.reasons.push(reason);
        }
    }

    /// A use of a local that moves or borrows it, for rustc to decide; none if there are too many
    /// arguments. `used` writes it, of the hole and of the arguments.
    pub(in crate::explicit) fn decide(
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
        let (place, flag) = self.place_with(local, Nested::changing);
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
    pub(in crate::explicit) fn part(&self, mention: usize) -> Option<u8> {
        let bit = self.modes.rests.bit(mention)?;
        self.is_slot(self.ir.resolved.mentions[mention].local)
            .then_some(bit)
    }

    /// What finds a local; in a statement that rustc's own coroutine runs, a handle, and beside it
    /// one of what the machine notes of the local.
    fn place_with(
        &mut self,
        local: LocalId,
        handles: fn(&mut Nested, LocalId) -> (TokenStream, TokenStream),
    ) -> (TokenStream, TokenStream) {
        match &mut self.nested {
            Some(nested) => {
                let (place, noted) = handles(nested, local);
                (place, quote!(&#noted,))
            }
            None => (
                self.names.local(local).to_token_stream(),
                TokenStream::new(),
            ),
        }
    }

    /// The same of a local of which parts are moved, and the place of a part.
    fn part_of(
        &mut self,
        local: LocalId,
        path: &[Member],
    ) -> (TokenStream, TokenStream, TokenStream) {
        let (place, rest) = self.place_with(local, Nested::parting);
        let part = quote!((**#place.at()) #(.#path)*);
        (place, rest, part)
    }

    /// A part by value.
    pub(in crate::explicit) fn take_part(&mut self, used: &Part) -> TokenStream {
        self.saw(used.mention);
        let local = self.ir.resolved.mentions[used.mention].local;
        self.rests.entry(local).or_default().takes(used);
        let (place, rest, part) = self.part_of(local, &used.path);
        let bit = Literal::u8_unsuffixed(used.bit);
        quote!(#place.take_part(#rest #bit, &raw const #part))
    }

    /// The bits of the uses that may have moved the part that an assignment assigns to; none if
    /// they may have moved a part of that.
    pub(in crate::explicit) fn assigned(&self, local: LocalId, path: &[Member]) -> Option<u8> {
        let steps = path
            .iter()
            .map(|member| member.to_token_stream().to_string());
        let steps: Vec<String> = steps.collect();
        self.modes.rests.assigned(local, &steps)
    }

    /// An assignment to a part that the uses with these bits may have moved.
    pub(in crate::explicit) fn assign_part(
        &mut self,
        local: LocalId,
        path: &[Member],
        bits: u8,
        value: &TokenStream,
    ) -> TokenStream {
        let (place, rest, part) = self.part_of(local, path);
        let bits = Literal::u8_unsuffixed(bits);
        if self.nested.is_none() {
            return quote!(#place.assign_part(#rest #bits, #value, &raw mut #part));
        }
        let given = self.names.given();
        let assign = quote!(#place.assign_part(#rest #bits, #given, &raw mut #part));
        nested::once_there(value, &given, &assign)
    }

    /// A use of a part of a local that moves or borrows it, for rustc to decide: a call of it or,
    /// with `method`, of a method of it. None if there are too many arguments.
    pub(in crate::explicit) fn decide_part(
        &mut self,
        part: &Part,
        method: Option<&TokenStream>,
        arguments: &[Argument],
        values: &Args,
    ) -> Option<TokenStream> {
        let Part { mention, bit, path } = part;
        let (mention, bit) = (*mention, *bit);
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
        let takes = quote::format_ident!("takes_{}", values.len());
        let whole = self.names.whole(local);
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
                    #witness.part().#takes(#(#whole.types().#numbers),*);
                    #witness.inside(#inside);
                }
                #witness
            }).#call(#values)
        })
    }

    /// The parameters of a closure in which rustc decides.
    pub(super) fn parameters(&self, values: &Args) -> Vec<Ident> {
        (0..values.len())
            .map(|index| self.names.argument(index))
            .collect()
    }

    /// The method that tells the type of such a closure, and what it is told of the types of the
    /// arguments: those of what other closures capture must be known before.
    pub(super) fn witnessing(&self, arguments: &[Argument], values: &Args) -> (Ident, TokenStream) {
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
}

/// What stands where rustc decides, for each argument.
fn standing(arguments: &[Argument], parameters: &[Ident]) -> Vec<TokenStream> {
    arguments
        .iter()
        .zip(parameters)
        .map(|(argument, parameter)| argument.code(&parameter.to_token_stream()))
        .collect()
}
