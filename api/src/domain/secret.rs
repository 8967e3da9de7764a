//! The installation's secret: 32 bytes in a file, from which the keys are derived that seal what the database keeps
//! of other secrets.
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hkdf::{HKDF_SHA256, Prk, Salt};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Bytes of the secret and of each key derived from it.
const BYTES: usize = 32;

/// The installation's secret. It has no `Debug`, so that it is never printed.
///
/// Where there is no file of it yet, it is settled later: when it is known that nothing was sealed with a lost one.
#[derive(Clone)]
pub struct Secret(Arc<OnceLock<Prk>>);

/// What goes wrong with secrets.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SecretError {
    /// The file cannot be read or made.
    #[error("{}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        #[source]
        cause: Arc<io::Error>,
    },
    /// The file holds something else.
    #[error("{} holds no secret: 64 hexadecimal digits, as of openssl rand -hex 32", .0.display())]
    NoSecret(PathBuf),
    /// What is to be opened was sealed with another secret, or for another place, or was changed.
    #[error("it was sealed with another secret")]
    Foreign,
    /// The secret is not known yet.
    #[error("the installation's secret is not known yet")]
    Unsettled,
    /// No key signs, now or soon.
    #[error("there is no key to sign with")]
    NoKey,
    /// The library gave up.
    #[error("the cryptography failed")]
    Failed,
}

impl From<Unspecified> for SecretError {
    fn from(Unspecified: Unspecified) -> Self {
        Self::Failed
    }
}

impl Secret {
    /// A secret of these bytes.
    #[must_use]
    pub fn new(bytes: &[u8; BYTES]) -> Self {
        Self(Arc::new(OnceLock::from(extracted(bytes))))
    }

    /// The secret in a file; where there is none, one that is still to be [settled](Self::settle).
    ///
    /// # Errors
    /// When the file cannot be read, or holds no secret.
    pub fn of(file: &Path) -> Result<Self, SecretError> {
        let secret = Self(Arc::default());
        if file.try_exists().map_err(|cause| failed(file, cause))? {
            secret.read(file)?;
        }
        Ok(secret)
    }

    /// Whether it is known.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.0.get().is_some()
    }

    /// Makes the file, readable by its owner only, and takes the secret in it. Of two processes that make it at the
    /// same moment, one does, and both take the same.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds no secret.
    pub fn settle(&self, file: &Path) -> Result<(), SecretError> {
        if !file.try_exists().map_err(|cause| failed(file, cause))? {
            let text = hex(&random::<BYTES>()?);
            make(file, &text).map_err(|cause| failed(file, cause))?;
            tracing::info!(
                file = %file.display(),
                "made the installation's secret; keep a copy, apart from those of the database"
            );
        }
        self.read(file)
    }

    fn read(&self, file: &Path) -> Result<(), SecretError> {
        let text = fs::read_to_string(file).map_err(|cause| failed(file, cause))?;
        let bytes = bytes_of(text.trim()).ok_or_else(|| SecretError::NoSecret(file.to_owned()))?;
        let mode = fs::metadata(file).map(|about| about.permissions().mode());
        if mode.is_ok_and(|mode| mode & 0o077 != 0) {
            tracing::warn!(
                file = %file.display(),
                "others on this machine may read the installation's secret, or change it; `chmod 600` keeps them out"
            );
        }
        self.0.get_or_init(|| extracted(&bytes));
        Ok(())
    }

    /// A key for one purpose: it tells nothing of the secret nor of the keys for others.
    ///
    /// # Errors
    /// When the cryptography fails.
    fn derive(&self, purpose: &str) -> Result<[u8; BYTES], SecretError> {
        let mut key = [0; BYTES];
        let info = [purpose.as_bytes()];
        let secret = self.0.get().ok_or(SecretError::Unsettled)?;
        secret.expand(&info, HKDF_SHA256)?.fill(&mut key)?;
        Ok(key)
    }

    /// Seals bytes for a place, such as `signing_key/` and an id: elsewhere they do not open.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn seal(&self, place: &str, open: &[u8]) -> Result<Vec<u8>, SecretError> {
        let mut sealed = open.to_vec();
        let nonce = self
            .sealing_key()?
            .seal_in_place_append_tag(Aad::from(place), &mut sealed)?;
        Ok([nonce.as_ref(), sealed.as_slice()].concat())
    }

    /// Opens what [`Self::seal`] sealed for this place.
    ///
    /// # Errors
    /// [`SecretError::Foreign`] for anything else.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, SecretError> {
        let (nonce, rest) = sealed
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(SecretError::Foreign)?;
        let mut rest = rest.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let open = self
            .sealing_key()?
            .open_in_place(nonce, Aad::from(place), &mut rest)
            .map_err(|_| SecretError::Foreign)?;
        Ok(open.to_vec())
    }

    /// What a text is kept as where only equal ones are to be found: a keyed hash (HMAC-SHA-256), in hexadecimal.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn mac(&self, purpose: &str, text: &str) -> Result<String, SecretError> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose)?);
        Ok(hex(hmac::sign(&key, text.as_bytes()).as_ref()))
    }

    /// A signature of bytes that only who has the secret can make (HMAC-SHA-256).
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn sign(&self, purpose: &str, bytes: &[u8]) -> Result<[u8; BYTES], SecretError> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose)?);
        let signature = hmac::sign(&key, bytes);
        <[u8; BYTES]>::try_from(signature.as_ref()).map_err(|_| SecretError::Failed)
    }

    /// Whether [`Self::sign`] made a signature of these bytes; it takes as long for a wrong one as for a right one.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn signed(
        &self,
        purpose: &str,
        bytes: &[u8],
        signature: &[u8],
    ) -> Result<bool, SecretError> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose)?);
        Ok(hmac::verify(&key, bytes, signature).is_ok())
    }

    fn sealing_key(&self) -> Result<RandomizedNonceKey, SecretError> {
        Ok(RandomizedNonceKey::new(
            &AES_256_GCM,
            &self.derive("seal")?,
        )?)
    }
}

/// Random bytes of the system, fit for keys and tokens.
///
/// # Errors
/// When the system has none.
pub fn random<const N: usize>() -> Result<[u8; N], SecretError> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes)?;
    Ok(bytes)
}

/// A new token of 256 random bits, which begins with what tells its kind.
///
/// # Errors
/// When the system has no random bytes.
pub fn token(kind: &str) -> Result<String, SecretError> {
    let bytes = random::<BYTES>()?;
    Ok(format!("{kind}{}", URL_SAFE_NO_PAD.encode(bytes)))
}

/// What is kept of a token instead of it: SHA-256 in hexadecimal. What has 80 random bits or more needs no salt.
#[must_use]
pub fn digest(token: &str) -> String {
    hex(&Sha256::digest(token))
}

fn extracted(bytes: &[u8; BYTES]) -> Prk {
    Salt::new(HKDF_SHA256, b"nguonluat").extract(bytes)
}

fn failed(file: &Path, cause: io::Error) -> SecretError {
    SecretError::File {
        file: file.to_owned(),
        cause: cause.into(),
    }
}

/// Puts a file in place whole, unless there is one already.
fn make(file: &Path, text: &str) -> io::Result<()> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let unfinished = file.with_extension(format!("{}.part", std::process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&unfinished)
        .and_then(|mut open| {
            writeln!(open, "{text}")?;
            open.sync_all()
        });
    let placed = written.and_then(|()| fs::hard_link(&unfinished, file));
    // Where it cannot be removed, it is not there.
    let _removed = fs::remove_file(&unfinished);
    match placed {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        // What is sealed with it must not outlive it when the power fails.
        _ => File::open(folder)?.sync_all(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}

fn bytes_of(text: &str) -> Option<[u8; BYTES]> {
    if text.len() != 2 * BYTES || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; BYTES];
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_secret_in_the_same_place_only() {
        let secret = Secret::new(&[1; 32]);
        let sealed = secret.seal("signing_key/a", b"private").expect("sealed");
        assert_eq!(
            secret.open("signing_key/a", &sealed).expect("open"),
            b"private"
        );
        assert!(!sealed.windows(7).any(|part| part == b"private"));
        assert_ne!(
            secret.seal("signing_key/a", b"private").expect("sealed"),
            sealed
        );

        let foreign = |opened| matches!(opened, Err(SecretError::Foreign));
        assert!(foreign(secret.open("signing_key/b", &sealed)));
        assert!(foreign(
            Secret::new(&[2; 32]).open("signing_key/a", &sealed)
        ));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(foreign(secret.open("signing_key/a", &changed)), "{at}");
            assert!(foreign(secret.open("signing_key/a", &sealed[..at])), "{at}");
        }
    }

    #[test]
    fn keys_for_two_purposes_differ() {
        let secret = Secret::new(&[1; 32]);
        let derive = |purpose| secret.derive(purpose).expect("a key");
        assert_eq!(derive("seal"), derive("seal"));
        assert_ne!(derive("seal"), derive("preview"));
        let mac = |purpose, text| secret.mac(purpose, text).expect("a hash");
        assert_eq!(mac("guess", "hoa"), mac("guess", "hoa"));
        assert_ne!(mac("guess", "hoa"), mac("other", "hoa"));
        assert_ne!(mac("guess", "hoa"), digest("hoa"));
        assert_eq!(mac("guess", "hoa").len(), 64);
    }

    #[test]
    fn the_file_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("data").join("secret");
        let first = Secret::of(&file).expect("none yet");
        assert!(!first.is_settled() && !file.exists(), "nothing is made yet");
        let unsettled = first.seal("here", b"x");
        assert!(matches!(unsettled, Err(SecretError::Unsettled)));
        let held = first.clone();
        first.settle(&file).expect("a secret");
        assert!(held.is_settled(), "whoever holds it has it");
        let again = Secret::of(&file).expect("a secret");
        let sealed = first.seal("here", b"x").expect("sealed");
        assert_eq!(again.open("here", &sealed).expect("open"), b"x");
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let beside = fs::read_dir(folder.path().join("data")).expect("a folder");
        assert_eq!(beside.count(), 1, "nothing unfinished is left");
    }

    #[test]
    fn what_is_no_secret_is_refused_and_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("secret");
        for text in ["", "abc", &"0".repeat(63), &"g".repeat(64), &"é".repeat(32)] {
            fs::write(&file, text).expect("a file");
            let refused = Secret::of(&file).err().expect("refused");
            assert!(refused.to_string().contains("holds no secret"), "{refused}");
            assert_eq!(fs::read_to_string(&file).expect("a file"), text);
        }
    }
}
