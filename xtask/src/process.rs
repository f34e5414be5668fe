//! Child processes: their lines pass on as they come, and nothing that they started outlives them.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use crate::Outcome;

/// The variable by which a process, however far it has gone its own way, is known as ours.
const MARK: &str = "ESCALE_XTASK";

/// Where the lines of a child go.
#[derive(Debug)]
pub(crate) enum Sink {
    /// To the terminal, line by line.
    Live,
    /// Kept until somebody takes them, so that two runners do not speak at once.
    Held(Mutex<Vec<u8>>),
}

impl Sink {
    fn line(&self, line: &[u8]) {
        match self {
            Self::Live => {
                let mut out = std::io::stdout().lock();
                // A reader that went away (`cargo xtask test | head`) is no reason to stop.
                let _ = out.write_all(line).and_then(|()| out.flush());
            }
            Self::Held(kept) => kept.lock().unwrap_or_else(|held| held.into_inner()).extend(line),
        }
    }

    /// Says a line of ours, in its place among the runner's own.
    pub(crate) fn say(&self, text: &str) {
        self.line(format!("{text}\n").as_bytes());
    }

    /// What was kept so far.
    pub(crate) fn take(&self) -> Vec<u8> {
        match self {
            Self::Live => Vec::new(),
            Self::Held(kept) => {
                std::mem::take(&mut *kept.lock().unwrap_or_else(|held| held.into_inner()))
            }
        }
    }
}

/// Runs a command to its end with no input, its output to `sink`, in a temporary folder of its
/// own; whatever it leaves running is ended, and its temporary folder removed.
pub(crate) fn follow(mut command: Command, sink: &Sink, limit: Duration) -> Outcome {
    let shown = words(&command);
    let mark = fresh_mark();
    let temporary = Temporary::new(&mark)?;
    command
        .env(MARK, &mark)
        .env("TMPDIR", &temporary.0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("{shown}\u{a0}: {error}"))?;
    let pid = child.id();
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let (ended, end) = mpsc::channel();
    let status = thread::scope(|scope| {
        scope.spawn(|| pass_on(out, sink));
        scope.spawn(|| pass_on(err, sink));
        scope.spawn(move || ended.send(wait(child)));
        let mut status = end.recv_timeout(limit).ok();
        if status.is_none() {
            sink.say(&format!("{shown}\u{a0}: rien après {}\u{a0}s, on arrête.", limit.as_secs()));
            signal("KILL", &[pid]);
        }
        // A daemon that keeps the pipe open would keep its readers, and us, waiting for ever.
        for left in sweep(&mark) {
            sink.say(&format!("processus resté derrière, terminé\u{a0}: {left}"));
        }
        if status.is_none() {
            let _ = end.recv();
            status = Some(Err("délai dépassé".to_owned()));
        }
        status
    });
    match status {
        Some(Ok(())) => Ok(()),
        Some(Err(why)) => Err(format!("{shown}\u{a0}: {why}")),
        None => Err(format!("{shown}\u{a0}: sans nouvelles")),
    }
}

/// Runs a command on the terminal itself, as if it had been typed there.
pub(crate) fn hand_over(mut command: Command) -> Outcome {
    let shown = words(&command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{shown}\u{a0}: {status}")),
        Err(error) => Err(format!("{shown}\u{a0}: {error}")),
    }
}

/// The command as somebody would type it.
fn words(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut shown = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for arg in command.get_args() {
        let arg = arg.to_string_lossy();
        // A script given as an argument would fill the screen.
        let short = if arg.contains('\n') { "…" } else { &arg };
        let _ = write!(shown, " {short}");
    }
    shown
}

fn wait(mut child: Child) -> Outcome {
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

fn pass_on(stream: Option<impl Read>, sink: &Sink) {
    let Some(stream) = stream else { return };
    let mut lines = BufReader::new(stream);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        if line.last() != Some(&b'\n') {
            line.push(b'\n');
        }
        sink.line(&line);
        line.clear();
    }
}

fn fresh_mark() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// A folder for everything that a step puts aside, gone with it.
struct Temporary(PathBuf);

impl Temporary {
    fn new(mark: &str) -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("escale-xtask-{mark}"));
        fs::create_dir_all(&folder)
            .map_err(|error| format!("{}\u{a0}: {error}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Ends what still carries this mark in its environment, and gives back the names of what did.
fn sweep(mark: &str) -> Vec<String> {
    let mut named = Vec::new();
    // First a request, then no more choice; what is born in between is caught by the next look.
    for name in ["TERM", "KILL", "KILL"] {
        let left = marked(Path::new("/proc"), mark);
        if left.is_empty() {
            break;
        }
        let pids: Vec<_> = left.iter().map(|(pid, _)| *pid).collect();
        signal(name, &pids);
        if named.is_empty() {
            named = left.into_iter().map(|(pid, name)| format!("{name} ({pid})")).collect();
        }
        wait_gone(&pids, Duration::from_secs(2));
    }
    named
}

/// The living processes that carry the mark: only Linux tells; elsewhere the list is empty.
fn marked(proc: &Path, mark: &str) -> Vec<(u32, String)> {
    let wanted = format!("{MARK}={mark}");
    let Ok(entries) = fs::read_dir(proc) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            // A zombie's environment reads as empty, so that only the living are found.
            let environment = fs::read(entry.path().join("environ")).ok()?;
            let ours = environment.split(|byte| *byte == 0).any(|pair| pair == wanted.as_bytes());
            let name = fs::read_to_string(entry.path().join("comm")).unwrap_or_default();
            ours.then(|| (pid, name.trim().to_owned()))
        })
        .collect()
}

fn wait_gone(pids: &[u32], limit: Duration) {
    let alive = |pid: &u32| {
        let environ = Path::new("/proc").join(pid.to_string()).join("environ");
        fs::read(environ).is_ok_and(|bytes| !bytes.is_empty())
    };
    let turns = limit.as_millis() / 20;
    for _ in 0..turns {
        if !pids.iter().any(alive) {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn signal(name: &str, pids: &[u32]) {
    let mut command;
    if cfg!(windows) {
        command = Command::new("taskkill");
        command.args(["/F", "/T"]);
        for pid in pids {
            command.args(["/PID", &pid.to_string()]);
        }
    } else {
        // The shell's own `kill`: a bare machine may have no other.
        command = Command::new("sh");
        command.args(["-c", &format!("kill -{name} \"$@\""), "kill"]);
        command.args(pids.iter().map(u32::to_string));
    }
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::time::Instant;

    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn held() -> Sink {
        Sink::Held(Mutex::default())
    }

    fn said(sink: &Sink) -> String {
        String::from_utf8(sink.take()).expect("UTF-8")
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn lines_of_both_streams_arrive_and_failure_is_told() {
        let sink = held();
        let done = follow(sh("echo out; echo err >&2; printf last; exit 3"), &sink, LONG);
        let said = said(&sink);
        assert!(said.contains("out\n") && said.contains("err\n") && said.contains("last\n"));
        assert!(done.expect_err("exit 3").contains("exit status: 3"));
    }

    #[test]
    fn standard_input_is_closed() {
        follow(sh("! read line"), &held(), LONG).expect("nothing to read");
    }

    #[test]
    fn what_is_left_running_is_ended_even_in_a_session_of_its_own() {
        let sink = held();
        let from = Instant::now();
        follow(sh("setsid sleep 300 & echo $!"), &sink, LONG).expect("the shell itself succeeds");
        let said = said(&sink);
        assert!(from.elapsed() < Duration::from_secs(20), "the daemon's pipe kept us");
        let pid = said.lines().next().expect("its id");
        // Caught early, it still bears the shell's name.
        assert!(said.contains("terminé\u{a0}:") && said.contains(&format!("({pid})")), "{said}");
        let environ = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        assert!(environ.is_empty(), "{pid} lives on");
    }

    #[test]
    fn a_command_that_never_ends_is_ended() {
        let sink = held();
        let from = Instant::now();
        let done = follow(sh("trap '' TERM; sleep 300 & wait"), &sink, Duration::from_millis(200));
        assert!(done.expect_err("too long").contains("délai dépassé"));
        assert!(from.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn the_temporary_folder_goes_with_the_command() {
        let sink = held();
        follow(sh("echo secret > \"$TMPDIR/f\"; echo \"$TMPDIR\""), &sink, LONG).expect("done");
        let folder = said(&sink).trim().to_owned();
        assert!(folder.contains("escale-xtask-"), "{folder}");
        assert!(!Path::new(&folder).exists());
    }
}
