//! Objects of a host that a model keeps as they are.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// What the core may ask of an object that it keeps for a host.
pub trait HostObject: Send + Sync + 'static {
    /// The object, for the host to know it again.
    fn as_any(&self) -> &dyn Any;

    /// Whether the object is a dictionary with this text under this key.
    fn has_member(&self, key: &str, text: &str) -> bool;

    /// The object as JSON says it, if it can.
    fn json(&self) -> Option<String>;
}

/// An object of a host. Equal are those that are the same one; whether two say the same only the host knows.
#[derive(Clone)]
pub struct Kept(Arc<dyn HostObject>);

impl Kept {
    /// Keeps an object.
    pub fn new(object: impl HostObject) -> Self {
        Self(Arc::new(object))
    }

    /// The object.
    #[must_use]
    pub fn object(&self) -> &dyn HostObject {
        self.0.as_ref()
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}
