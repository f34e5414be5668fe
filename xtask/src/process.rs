//! Child processes. What limits their time is their own: `.config/nextest.toml` for the Rust
//! tests, `--test-timeout` for Node's.

use std::{
    ffi::OsStr,
    fs::File,
    io::{Read, Seek, Write},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::Outcome;

/// Where the lines of the children of one step go, and the temporary folder that they share.
#[derive(Debug)]
pub(crate) struct Sink {
    /// A file where lines wait until the step is over, or else the terminal.
    held: Option<File>,
    temporary: TempDir,
}

impl Sink {
    /// To the terminal, as the lines come.
    pub(crate) fn live() -> Result<Self, String> {
        let temporary = tempfile::Builder::new().prefix("escale-xtask-").tempdir();
        Ok(Self { held: None, temporary: temporary.map_err(|error| error.to_string())? })
    }

    /// Kept aside in a file, not a pipe: the end of a pipe would not come while a daemon outlives
    /// its step.
    pub(crate) fn held() -> Result<Self, String> {
        let file = tempfile::tempfile().map_err(|error| error.to_string())?;
        Ok(Self { held: Some(file), ..Self::live()? })
    }

    /// Says a line of ours, in its place among theirs.
    pub(crate) fn say(&self, text: &str) {
        // A reader that went away (`cargo xtask test | head`) is no reason to stop.
        let _ = match &self.held {
            Some(file) => writeln!(&*file, "{text}"),
            None => writeln!(std::io::stdout(), "{text}"),
        };
    }

    /// What was kept.
    pub(crate) fn take(self) -> Vec<u8> {
        let mut said = Vec::new();
        if let Some(mut file) = self.held {
            let _ = file.rewind().and_then(|()| file.read_to_end(&mut said));
        }
        said
    }
}

/// Runs a command to its end, with no input and in the step's temporary folder.
pub(crate) fn follow(mut command: Command, sink: &Sink) -> Outcome {
    command.env("TMPDIR", sink.temporary.path()).stdin(Stdio::null());
    if let Some(file) = &sink.held {
        let again = || file.try_clone().map_err(|error| error.to_string());
        command.stdout(again()?).stderr(again()?);
    }
    hand_over(command)
}

/// Runs a command on the terminal itself, as if it had been typed there.
pub(crate) fn hand_over(mut command: Command) -> Outcome {
    let words: Vec<_> =
        std::iter::once(command.get_program()).chain(command.get_args()).take(8).collect();
    let shown = words.join(OsStr::new(" ")).to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{shown}\u{a0}: {status}")),
        Err(error) => Err(format!("{shown}\u{a0}: {error}")),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn both_streams_are_kept_in_order_without_input_and_failure_is_told() {
        let sink = Sink::held().expect("a file");
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2; ! read line && echo \"$TMPDIR\"; exit 3"]);
        sink.say("first");
        assert!(follow(command, &sink).expect_err("exit 3").contains("exit status: 3"));
        sink.say("last");
        let folder = sink.temporary.path().display().to_string();
        let said = String::from_utf8(sink.take()).expect("UTF-8");
        assert_eq!(said, format!("first\nout\nerr\n{folder}\nlast\n"));
        assert!(!std::path::Path::new(&folder).exists(), "the folder goes with the step");
    }
}
