//! Terms of the vocabularies and sections, by code.
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use async_graphql::dataloader::Loader;

use super::Reader;
use crate::domain::vocabulary::{self, Term};
use crate::domain::{Error, Result};

/// A term of the vocabulary `E` by code.
pub struct ByCode<E>(String, PhantomData<fn() -> E>);

impl<E> ByCode<E> {
    /// The term with this code.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into(), PhantomData)
    }
}

impl<E> Clone for ByCode<E> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}

impl<E> PartialEq for ByCode<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<E> Eq for ByCode<E> {}

impl<E> Hash for ByCode<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<E> Loader<ByCode<E>> for Reader
where
    E: Term + 'static,
    E::Model: Clone + Send + Sync,
{
    type Value = E::Model;
    type Error = Error;

    async fn load(&self, keys: &[ByCode<E>]) -> Result<HashMap<ByCode<E>, Self::Value>> {
        let codes: Vec<&str> = keys.iter().map(|key| key.0.as_str()).collect();
        let found = vocabulary::by_codes::<E>(&self.session, &codes).await?;
        Ok(found
            .into_iter()
            .map(|term| (ByCode::new(E::code_of(&term)), term))
            .collect())
    }
}
