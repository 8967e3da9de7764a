//! Passwords: which are good enough, and how they are hashed, on threads of their own, so that readers never wait for
//! somebody who signs in.
use std::collections::BTreeSet;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{fmt, io, thread};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier};
use entity::value::Hidden;
use tokio::sync::oneshot;
use unicode_normalization::UnicodeNormalization;

use super::Identifier;
use crate::domain::secret::{self, SecretError};
use crate::domain::{Error, Refusal, Result};

/// Characters of a new password at least.
const SHORTEST: usize = 12;
/// Bytes of a password at most: a longer one is not even looked at.
const LONGEST: usize = 1_024;
/// Different characters in a new password at least.
const DIFFERENT: usize = 5;
/// What many people choose, folded, one a line.
const COMMON: &str = include_str!("common_passwords.txt");

/// Hashes that may wait for their turn.
const QUEUE: usize = 64;
/// How long one waits for a hash.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much the threads let others go first.
const NICENESS: i32 = 10;

/// A password that somebody typed, in composed form. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// What was typed; `None` when it is too long to be one.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        (text.len() <= LONGEST).then(|| Self(text.nfc().collect()))
    }

    /// A new password for an account that is called so.
    ///
    /// # Errors
    /// [`Refusal::PasswordWeak`] when it is too short or too easily guessed.
    pub fn chosen(text: &str, called: &[&Identifier]) -> Result<Self> {
        let weak = || Error::from(Refusal::PasswordWeak);
        let password = Self::typed(text).ok_or_else(weak)?;
        let folded = password.0.to_lowercase();
        let different: BTreeSet<char> = folded.chars().collect();
        let is_common = COMMON
            .lines()
            .any(|common| folded.contains(common) && padded(&folded, common));
        let is_name = called.iter().any(|name| {
            let name = name.key().split('@').next().unwrap_or_default();
            folded.contains(name) && padded(&folded, name)
        });
        let is_good = password.0.chars().count() >= SHORTEST
            && different.len() >= DIFFERENT
            && !is_common
            && !is_name;
        is_good.then_some(password).ok_or_else(weak)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// Whether there is little more in a password than this word.
fn padded(password: &str, word: &str) -> bool {
    password.chars().count() < word.chars().count() + SHORTEST / 2
}

/// The threads that hash.
pub struct Hasher {
    queue: SyncSender<Job>,
}

/// What is to be hashed, and who waits for it.
enum Job {
    Hash(Password, oneshot::Sender<Result<Hidden>>),
    Verify(Password, Hidden, oneshot::Sender<Verified>),
}

/// What a password is to a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Another one.
    No,
    /// The one that was hashed.
    Yes,
    /// The one that was hashed, but in a way that is to be replaced.
    Outdated,
}

impl Hasher {
    /// Starts the threads: one for every two cores. They end with the hasher.
    ///
    /// # Errors
    /// When they cannot be started.
    pub fn start() -> io::Result<Self> {
        let (queue, jobs) = sync_channel(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        for _ in 0..(cores / 2).max(1) {
            let jobs = Arc::clone(&jobs);
            thread::Builder::new()
                .name("passwords".to_owned())
                .spawn(move || work(&jobs))?;
        }
        Ok(Self { queue })
    }

    /// Hashes a password, with a salt of its own.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait already; otherwise when the cryptography fails.
    pub async fn hash(&self, password: Password) -> Result<Hidden> {
        self.ask(|answer| Job::Hash(password, answer)).await?
    }

    /// Whether a password is the one that was hashed. Where there is no hash, as much work is done.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait already.
    pub async fn verify(&self, password: Password, hash: Option<Hidden>) -> Result<Verified> {
        let hash = hash.unwrap_or_else(|| Hidden(NOBODYS.to_owned()));
        self.ask(|answer| Job::Verify(password, hash, answer)).await
    }

    async fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        match self.queue.try_send(job(answer)) {
            Ok(()) => {}
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => return Err(Error::Busy),
        }
        match tokio::time::timeout(PATIENCE, answered).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) | Err(_) => Err(Error::Busy),
        }
    }
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    // On Linux a thread is nice by itself. Where it cannot be, it works all the same.
    let _nice = rustix::process::setpriority_process(None, NICENESS);
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        // Nobody may wait any more, and nobody hears of an answer then.
        match job {
            Err(_) => return,
            Ok(Job::Hash(password, answer)) if !answer.is_closed() => {
                let _heard = answer.send(hash(&password));
            }
            Ok(Job::Verify(password, hash, answer)) if !answer.is_closed() => {
                let _heard = answer.send(verify(&password, &hash));
            }
            Ok(Job::Hash(..) | Job::Verify(..)) => {}
        }
    }
}

/// Parameters as OWASP recommends them; another choice is taken over as people sign in.
fn argon2() -> Argon2<'static> {
    Argon2::from(Params::DEFAULT)
}

/// The hash of no password, in the same parameters: what is verified where there is no account.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bmd1b25sdWF0bmd1b25sdQ$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes a password here and now.
pub(super) fn hash(password: &Password) -> Result<Hidden> {
    let salt = secret::random::<16>()?;
    let hash = argon2().hash_password_with_salt(password.0.as_bytes(), &salt);
    let hash = hash.map_err(|_| Error::Secret(SecretError::Failed))?;
    Ok(Hidden(hash.to_string()))
}

fn verify(password: &Password, hash: &Hidden) -> Verified {
    let Ok(hash) = PasswordHash::new(&hash.0) else {
        return Verified::No;
    };
    match PasswordVerifier::<PasswordHash>::verify_password(&argon2(), password.0.as_bytes(), &hash)
    {
        Err(_) => Verified::No,
        Ok(()) if is_current(&hash) => Verified::Yes,
        Ok(()) => Verified::Outdated,
    }
}

fn is_current(hash: &PasswordHash) -> bool {
    let current = Params::DEFAULT;
    Params::try_from(hash).is_ok_and(|params| {
        params.m_cost() == current.m_cost()
            && params.t_cost() == current.t_cost()
            && params.p_cost() == current.p_cost()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Password {
        Password::typed(text).expect("short enough")
    }

    #[tokio::test]
    async fn a_password_is_verified_however_its_letters_are_composed() {
        let hasher = Hasher::start().expect("threads");
        let hash = hasher.hash(typed("pháp luật 2026")).await.expect("hashed");
        assert!(
            hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{}",
            hash.0
        );
        for (text, verified) in [
            ("pháp luật 2026", Verified::Yes),
            ("pha\u{301}p lua\u{323}\u{302}t 2026", Verified::Yes),
            ("Pháp luật 2026", Verified::No),
            ("pháp luật 2026 ", Verified::No),
            ("", Verified::No),
        ] {
            let done = hasher.verify(typed(text), Some(hash.clone())).await;
            assert_eq!(done.expect("verified"), verified, "{text}");
        }
    }

    #[tokio::test]
    async fn nobody_has_a_password() {
        let nobodys = PasswordHash::new(NOBODYS).expect("a hash");
        assert!(is_current(&nobodys), "as much work as for somebody");
        let hasher = Hasher::start().expect("threads");
        let done = hasher.verify(typed(""), None).await;
        assert_eq!(done.expect("verified"), Verified::No);
    }

    #[tokio::test]
    async fn a_hash_of_other_parameters_is_good_and_to_be_replaced() {
        let params = Params::new(8_192, 1, 1, None).expect("parameters");
        let salt = [1; 16];
        let old = Argon2::from(params).hash_password_with_salt(b"pass", &salt);
        let old = Hidden(old.expect("hashed").to_string());
        assert_eq!(verify(&typed("pass"), &old), Verified::Outdated);
        assert_eq!(verify(&typed("word"), &old), Verified::No);
        assert_eq!(
            verify(&typed("pass"), &Hidden("pass".to_owned())),
            Verified::No
        );
    }

    #[test]
    fn what_is_easily_guessed_is_no_password() {
        let hoa = Identifier::typed("nongthihoa");
        let mail = Identifier::typed("hoa.nong.caobang@tinh.example");
        let chosen = |text: &str| Password::chosen(text, &[&hoa, &mail]);
        for text in [
            "",
            "short-1234",
            "aaaaaaaaaaaaaaaa",
            "121212121212121",
            "password1234",
            "Password2026!",
            "matkhau123456",
            "1234567890abc",
            "nongthihoa2026",
            "hoa.nong.caobang1",
            &"ab cd ef".repeat(200),
        ] {
            let weak = chosen(text).err();
            let is_weak = matches!(weak, Some(Error::Refused(Refusal::PasswordWeak)));
            assert!(is_weak, "{text}: {weak:?}");
        }
        for text in [
            "ruộng bậc thang mùa nước",
            "kQ7-vmLp2-xxTe",
            "correct horse battery staple",
        ] {
            assert!(chosen(text).is_ok(), "{text}");
        }
        let printed = format!("{:?}", typed("kQ7-vmLp2-xxTe"));
        assert_eq!(printed, "Password");
    }
}
