//! Pydantic's smart mode: of a union's members the one that fits best is taken, not the first.

use crate::check::{Check, Exactness};
use crate::error::Loc;
use crate::input::Input;
use crate::shape::{Shape, UnionMember};
use crate::types;
use crate::value::Value;

/// How well a member fits.
#[derive(Clone, Copy)]
struct Fit {
    exactness: Exactness,
    fields_set: Option<usize>,
}

impl Fit {
    /// Whether no other can fit better.
    fn is_perfect(self) -> bool {
        self.exactness == Exactness::Exact && self.fields_set.is_none()
    }

    fn is_better_than(self, other: Self) -> bool {
        match (self.fields_set, other.fields_set) {
            (Some(ours), Some(theirs)) if ours != theirs => ours > theirs,
            _ => self.exactness > other.exactness,
        }
    }
}

impl<'a, I: Input<'a>> Check<'a, '_, I> {
    /// Puts the value of the member that fits best in its place, where null stands.
    #[inline(never)]
    pub(crate) fn union(&mut self, members: &'static [UnionMember], input: &I, place: &mut Value<'a>) -> Option<()> {
        let release = self.context.release();
        // Of models with tags only one can fit a value with a tag.
        let tag = members.first().and_then(|first| first.shape.tag()).and_then(|(key, _)| input.tag(key));
        let (tried, of_kind) = match tag {
            Some(tag) => (with_tag(members, &tag), None),
            None => {
                // What is of a member's very type can fit no other better.
                let mut known = members.iter().filter(|member| release >= member.since);
                if known.clone().any(|member| input.put_plain(member.shape, place)) {
                    return Some(());
                }
                let kind = input.view();
                (members, known.find(|member| member.shape.is_of_kind(&kind)))
            }
        };
        // What is known of the surroundings.
        let Self { quiet, counted, exactness, fields_set, .. } = *self;
        // The members' errors matter only if none fits.
        self.quiet = true;
        let mut best: Option<Fit> = None;
        // First those of the value's own kind: where one of them fits exactly, the others need not be asked.
        for of_kind in if of_kind.is_some() { &[true, false][..] } else { &[false] } {
            let kind = of_kind.then(|| input.view());
            for member in tried {
                if kind.as_ref().is_some_and(|kind| !member.shape.is_of_kind(kind)) || release < member.since {
                    continue;
                }
                self.counted = 0;
                self.exactness = Exactness::Exact;
                self.fields_set = None;
                // Only from the second that fits on there is something to compare.
                let mut other = Value::Null;
                let here = if best.is_none() { &mut *place } else { &mut other };
                if self.member_of(member, input, here).is_none() {
                    continue;
                }
                let found = Fit { exactness: self.exactness, fields_set: self.fields_set };
                match best {
                    None => best = Some(found),
                    Some(fit) if found.is_perfect() || found.is_better_than(fit) => {
                        best = Some(found);
                        *place = other;
                    }
                    Some(_) => {}
                }
                if found.is_perfect() {
                    break;
                }
            }
            if best.is_some_and(Fit::is_perfect) {
                break;
            }
            if *of_kind {
                best = None;
                *place = Value::Null;
            }
        }
        self.quiet = quiet;
        self.counted = counted;
        self.exactness = exactness;
        self.fields_set = fields_set;
        let Some(fit) = best else {
            self.complain_of_all(members, input);
            return None;
        };
        self.floor(fit.exactness);
        if let Some(count) = fit.fields_set {
            self.add_fields_set(count);
        }
        Some(())
    }

    /// Tries every member for its errors.
    #[cold]
    fn complain_of_all(&mut self, members: &'static [UnionMember], input: &I) {
        for member in members.iter().filter(|member| self.context.release() >= member.since) {
            let errors = self.errors();
            self.member_of(member, input, &mut Value::Null);
            self.within(errors, &Loc::Member(member.name));
        }
    }

    fn member_of(&mut self, member: &'static UnionMember, input: &I, place: &mut Value<'a>) -> Option<()> {
        match member.shape {
            Shape::Bool if member.strict => place.fill(Value::Bool(types::strict_bool(input, self)?)),
            Shape::Int if member.strict => place.fill(Value::Int(types::strict_int(input, self)?)),
            Shape::Float if member.strict => place.fill(Value::Float(types::strict_float(input, self)?)),
            shape => return self.value(shape, input, place),
        }
        Some(())
    }
}

/// The member with a tag, if there is one.
fn with_tag(members: &'static [UnionMember], tag: &str) -> &'static [UnionMember] {
    let place = members.iter().position(|member| member.shape.tag().is_some_and(|(_, text)| text == tag));
    place.and_then(|place| members.get(place..=place)).unwrap_or_default()
}
