//! Values as flat lists of numbers and one text: how they cross to a host and back where calls for each would be slow.
//!
//! A host writes what it has into a [`Flat`]; the core answers in [`Words`].

mod input;
mod words;

pub(crate) use input::Beyond;
pub use input::Flat;
pub use words::Words;

macro_rules! tags {
    ($( $(#[doc = $doc:literal])+ $name:ident = $number:literal; )+) => {
        /// What stands in a flat list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        pub enum Tag {
            $( $(#[doc = $doc])+ $name = $number, )+
        }

        impl Tag {
            /// Every tag with its name, in the order of their numbers.
            pub const ALL: &'static [(&'static str, Self)] = &[$((stringify!($name), Self::$name)),+];
        }
    };
}

tags! {
    /// `null`.
    Null = 0;
    /// `true`.
    True = 1;
    /// `false`.
    False = 2;
    /// An integer of 32 bits.
    Small = 3;
    /// A float; an integer, where it is whole and no larger than 2**53. The lower half of its bits comes first.
    Double = 4;
    /// An integer as its decimal digits.
    Digits = 5;
    /// A text.
    Text = 6;
    /// A list.
    List = 7;
    /// An object.
    Object = 8;
    /// The name of a field, by the numbers of its model and of the field in it. Only from a host.
    Name = 9;
    /// An instant: milliseconds since 1970 as a float. Only from a host.
    Instant = 10;
    /// What JSON has no word for. Only from a host.
    Strange = 11;
    /// A value within itself. Only from a host.
    Cycle = 12;
    /// A value that could not be read, for the reason that the text is. Only from a host.
    Raised = 13;
    /// A text that has half a surrogate pair, or what stands under such a key. Only from a host.
    Surrogate = 14;
    /// A model, by its number. Only to a host.
    Model = 15;
    /// The name of a union's member, on the way to an error. Only to a host.
    Member = 16;
    /// The end of a list or an object, which no length is, and no place. Only to a host.
    End = 0xffff_ffff;
}
