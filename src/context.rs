//! What comes in from outside: time, randomness, and whose rules hold.

use chrono::{DateTime as ChronoDateTime, Utc};
use oorandom::Rand64;
use uuid::{Builder, Uuid};

use crate::release::Release;
use crate::slug;
use crate::types::DateTime;

// A page has one thread, and no bytes for what several need.
#[cfg(page)]
use std::cell::OnceCell as Once;
#[cfg(not(page))]
use std::sync::OnceLock as Once;

/// The present, a source of randomness, and the release of Prefect that is asked: all that a result depends on beside
/// the payload.
///
/// The same payload in the same context gives the same result, byte for byte, in every language.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use prefect_taskrun::Context;
///
/// let context = Context::new(Utc.timestamp_opt(1_700_000_000, 0).single().unwrap(), 42);
/// assert_eq!(context.seed(), 42);
/// ```
///
/// So two runs that are created in one context have the same id, and the same name if they are given none: each needs a seed of its
/// own. Whoever only validates may do so in one context, in any number of threads.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, Known, TaskRunCreate, ValidationError, create_task_run};
///
/// let lines = ["0", "1"].map(|key| format!(r#"{{"task_key": "load", "dynamic_key": "{key}"}}"#));
/// let runs = lines.iter().zip(42..).map(|(line, seed)| {
///     let context = Context::new(DateTime::UNIX_EPOCH, seed);
///     Ok(create_task_run(TaskRunCreate::from_json(line.as_bytes(), &context)?, &context, &Known::default()))
/// });
/// let runs = runs.collect::<Result<Vec<_>, ValidationError>>()?;
/// assert_ne!(runs[0].id, runs[1].id);
/// # Ok::<(), ValidationError>(())
/// ```
///
/// The present and random bits are the caller's to bring, the system's clock by the standard library say:
///
/// ```
/// use std::time::{SystemTime, UNIX_EPOCH};
///
/// use prefect_taskrun::Context;
///
/// fn context(random: u128) -> Option<Context> {
///     let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
///     Context::from_unix_micros(now.as_micros().try_into().ok()?, random)
/// }
/// # assert!(context(0).is_some());
/// ```
///
/// That clock panics on `wasm32-unknown-unknown`, in a page and in an edge worker alike. There the present is
/// `js_sys::Date::now()`, in milliseconds, and `getrandom` has random bits with its feature `wasm_js`.
#[derive(Clone, Debug)]
pub struct Context {
    /// In microseconds since 1970: most payloads do not ask which day that is.
    now: i64,
    seed: Once<u128>,
    draw: fn() -> u128,
    release: Release,
}

/// In microseconds: of the years that Python has datetimes for, 1 to 9999. Others would be written as years that they are not.
const FIRST: i64 = -62_135_596_800_000_000;
const LAST: i64 = 253_402_300_799_999_999;

/// What a random number is for: each purpose draws from a stream of its own, so that none shifts another's.
#[derive(Clone, Copy)]
enum Purpose {
    Name = 1,
    RunId = 2,
    StateId = 3,
}

impl Context {
    /// A context in which it is `now` and in which ids and names follow from `seed`.
    ///
    /// For ids that nobody else has, the seed must be 128 random bits. Times are kept in microseconds. A present outside
    /// of the years 1 to 9999, the only ones that Python has datetimes for, becomes the nearest instant within them.
    #[must_use]
    pub fn new(now: ChronoDateTime<Utc>, seed: u128) -> Self {
        Self {
            now: now.timestamp_micros().clamp(FIRST, LAST),
            seed: Once::from(seed),
            draw: || 0,
            release: Release::NEWEST,
        }
    }

    /// A context in which it is so many microseconds after the beginning of 1970, if that is in the years 1 to 9999.
    #[must_use]
    pub fn from_unix_micros(micros: i64, seed: u128) -> Option<Self> {
        let context = Self { now: micros, ..Self::new(ChronoDateTime::UNIX_EPOCH, seed) };
        (FIRST..=LAST).contains(&micros).then_some(context)
    }

    /// The same context with a seed that is drawn when first it is needed, and then kept: most payloads need none.
    #[must_use]
    pub fn drawing(self, draw: fn() -> u128) -> Self {
        Self { seed: Once::new(), draw, ..self }
    }

    /// The same context with the rules of another release, by default the newest.
    ///
    /// Payloads are then validated as that release does. What became of them has the newest form all the same: a run that
    /// is created has every field that there is.
    #[must_use]
    pub fn at(self, release: Release) -> Self {
        Self { release: release.rules(), ..self }
    }

    /// The release whose rules hold.
    #[must_use]
    pub fn release(&self) -> Release {
        self.release
    }

    /// The present.
    #[must_use]
    pub fn now(&self) -> DateTime {
        ChronoDateTime::from_timestamp_micros(self.now).unwrap_or(ChronoDateTime::UNIX_EPOCH).fixed_offset()
    }

    /// What ids and names follow from. One that is to be drawn is drawn by the first who asks, in whatever thread.
    #[must_use]
    pub fn seed(&self) -> u128 {
        *self.seed.get_or_init(self.draw)
    }

    fn random(&self, purpose: Purpose) -> Rand64 {
        Rand64::new_inc(self.seed(), purpose as u128)
    }

    /// A made-up two-word name, as Prefect gives one to a run without.
    #[must_use]
    pub fn made_up_name(&self) -> String {
        slug::pick(self.random(Purpose::Name).rand_u64())
    }

    /// The id of a new task run: a random UUID, version 4.
    pub(crate) fn run_id(&self) -> Uuid {
        let mut random = self.random(Purpose::RunId);
        let bits = u128::from(random.rand_u64()) << 64 | u128::from(random.rand_u64());
        Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }

    /// The id of a new state: a UUID of the present, version 7.
    pub(crate) fn state_id(&self) -> Uuid {
        let mut random = self.random(Purpose::StateId);
        let bits = u128::from(random.rand_u64()) << 64 | u128::from(random.rand_u64());
        let [_, _, _, _, _, _, random @ ..] = bits.to_be_bytes();
        let millis = u64::try_from(self.now.div_euclid(1000)).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

// Threads are spawned nowhere in most of wasm.
#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn threads_share_a_context_and_its_seed() {
        static DRAWN: AtomicU64 = AtomicU64::new(0);
        let context =
            Context::new(ChronoDateTime::UNIX_EPOCH, 0).drawing(|| DRAWN.fetch_add(1, Ordering::Relaxed).into());
        let name = || context.made_up_name();
        let [one, other] = thread::scope(|scope| [scope.spawn(name), scope.spawn(name)].map(|name| name.join().ok()));
        assert!(one.is_some() && one == other);
        assert_eq!(DRAWN.load(Ordering::Relaxed), 1);
    }
}
