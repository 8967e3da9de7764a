//! Where a command writes what it was asked for: standard output, or a file that is there whole or not at all.
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

/// Bytes gathered before they are written.
const BUFFER: usize = 1 << 20;

/// What a command writes to.
pub(super) enum Output {
    /// Standard output, a pipe or a device: whatever cannot be put in place at the end.
    Stream(BufWriter<Box<dyn Write>>),
    /// A file, whose place is taken at the end.
    File(Unfinished),
}

/// A file under another name, until it is finished.
pub(super) struct Unfinished {
    writer: BufWriter<File>,
    name: PathBuf,
    place: PathBuf,
    finished: bool,
}

impl Output {
    /// Opens `path`, whose folder is made where there is none; standard output for `-` and for none.
    pub(super) fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = file_of(path) else {
            let out: Stdout = io::stdout();
            return Ok(Self::Stream(BufWriter::with_capacity(
                BUFFER,
                Box::new(out),
            )));
        };
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => {
                let device = OpenOptions::new().write(true).open(path)?;
                let device: Box<dyn Write> = Box::new(device);
                Ok(Self::Stream(BufWriter::with_capacity(BUFFER, device)))
            }
            // A link stays a link: what it leads to is replaced.
            Ok(_) => Unfinished::beside(&path.canonicalize()?).map(Self::File),
            Err(_) => Unfinished::beside(path).map(Self::File),
        }
    }

    /// Writes what is gathered and puts a file in its place.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Stream(mut stream) => stream.flush(),
            Self::File(mut file) => file.take_its_place(),
        }
    }
}

/// The file that is named, if it is one.
pub(super) fn file_of(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| *path != Path::new("-"))
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(stream) => stream.write(bytes),
            Self::File(file) => file.writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.flush(),
            Self::File(file) => file.writer.flush(),
        }
    }
}

impl Unfinished {
    fn beside(place: &Path) -> io::Result<Self> {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let name = place.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        let name = format!(".{}.{}.part", name.to_string_lossy(), std::process::id());
        let name = place.with_file_name(name);
        let writer = BufWriter::with_capacity(BUFFER, File::create_new(&name)?);
        Ok(Self {
            writer,
            name,
            place: place.to_owned(),
            finished: false,
        })
    }

    fn take_its_place(&mut self) -> io::Result<()> {
        self.writer.flush()?;
        self.writer.get_ref().sync_all()?;
        fs::rename(&self.name, &self.place)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.finished {
            // Nobody is left to hear that it cannot be removed.
            let _removed = fs::remove_file(&self.name);
        }
    }
}
