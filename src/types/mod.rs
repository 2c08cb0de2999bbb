//! The types that fields have, each with its rules.

mod any;
mod bool;
mod date_time;
mod duration;
mod duration_text;
mod falsy;
mod float;
mod int;
mod list;
mod literal;
mod map;
mod run_name;
mod state_type;
mod text;
mod uuid;

pub use self::date_time::{DateTime, format_date_time, parse_date_time};
pub use self::duration::Duration;
pub use self::int::Int;
pub use self::literal::{Constant, Literal};
pub use self::map::Map;
pub use self::run_name::RunName;
pub use self::state_type::{StateType, StateTypeError};

pub(crate) use self::any::any;
pub(crate) use self::bool::{bool, strict_bool};
pub(crate) use self::date_time::{date_time, of_unix_millis, write_date_time};
pub(crate) use self::duration::duration;
pub(crate) use self::falsy::{is_falsy, is_zero};
pub(crate) use self::float::{float, strict_float};
pub(crate) use self::int::{int, of_integers, strict_int, whole};
pub(crate) use self::list::list;
pub(crate) use self::literal::literal;
pub(crate) use self::map::map;
pub(crate) use self::state_type::member;
pub(crate) use self::text::text;
pub(crate) use self::uuid::{format_uuid, is_uuid, uuid};
