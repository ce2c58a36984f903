//! The data folder: what is kept between runs, under which name, and by which run alone.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use serde_json::Value;
use waybill_store::vault::Vault;

use crate::error::LocalError;

/// The embedded DynamoDB's file.
pub const DATABASE: &str = "waybill.db";
/// What the clock shows.
pub const CLOCK: &str = "clock.json";
/// What the local carrier follows.
pub const CARRIER: &str = "carrier.json";
/// What the local outbox took.
pub const OUTBOX: &str = "outbox.jsonl";
/// How far the stream has been read.
pub const POSITIONS: &str = "streams.json";
/// The demo store's key.
pub const API_KEY: &str = "api-key";

const DATABASE_FILES: [&str; 3] = [DATABASE, "waybill.db-wal", "waybill.db-shm"];
const TABLE_MADE: &str = "table.json";
const VAULT_KEY: &str = "vault-key";
const LOCK: &str = "lock";

/// The data folder, ours for as long as this lives.
pub struct Data {
    folder: PathBuf,
    _lock: File,
}

impl Data {
    /// Makes a folder ours, and forgets what is in it if that is wanted: our own files, and nothing else.
    ///
    /// # Errors
    /// When another run has it, or it cannot be written to.
    pub fn open(folder: &Path, fresh: bool) -> Result<Self, LocalError> {
        let failed = |what: &str| LocalError::io(format!("{} {what}", folder.display()));
        std::fs::create_dir_all(folder).map_err(failed("cannot be made"))?;
        let lock = File::create(folder.join(LOCK)).map_err(failed("cannot be written to"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LocalError::InUse(folder.display().to_string())),
            Err(TryLockError::Error(error)) => return Err(failed("cannot be locked")(error)),
        }
        if fresh {
            let others = [CLOCK, CARRIER, OUTBOX, POSITIONS, TABLE_MADE, API_KEY, VAULT_KEY];
            for name in DATABASE_FILES.into_iter().chain(others) {
                let path = folder.join(name);
                if path.exists() {
                    std::fs::remove_file(&path).map_err(failed("cannot be emptied"))?;
                }
            }
        }
        Ok(Self { folder: folder.to_owned(), _lock: lock })
    }

    /// Where something is kept.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Refuses data whose table was made from another template: its indexes are not what the code asks for.
    ///
    /// # Errors
    /// When it was, or that cannot be read or written down.
    pub fn same_table(&self, table: &Value) -> Result<(), LocalError> {
        let (path, text) = (self.file(TABLE_MADE), table.to_string());
        let failed = || LocalError::io(format!("{} cannot be read or written", path.display()));
        if !path.exists() {
            return std::fs::write(&path, text).map_err(failed());
        }
        if std::fs::read_to_string(&path).map_err(failed())? == text {
            Ok(())
        } else {
            Err(LocalError::OtherTable(self.folder.display().to_string()))
        }
    }
}

/// The vault of the key in the environment, else in the data folder; made, if there is none yet.
///
/// # Errors
/// When the key cannot be made, read or kept.
pub fn vault(data: Option<&Data>) -> Result<Vault, LocalError> {
    if let Some(vault) = Vault::from_env() {
        return Ok(vault);
    }
    let new = || waybill_store::secret::random::<32>().map(|bytes| Vault::key_of(&bytes));
    let Some(path) = data.map(|data| data.file(VAULT_KEY)) else { return Ok(Vault::new(&new()?)) };
    let failed = |what: &str| LocalError::io(format!("{} {what}", path.display()));
    if !path.exists() {
        keep_secret(&path, &new()?).map_err(failed("cannot be written"))?;
    }
    Ok(Vault::new(&std::fs::read_to_string(&path).map_err(failed("cannot be read"))?))
}

/// Writes a secret where its owner alone can read it.
///
/// # Errors
/// As the file system says.
pub fn keep_secret(path: &Path, secret: &str) -> std::io::Result<()> {
    std::fs::write(path, secret)?;
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}
