//! Named steps in two lanes: cargo's, seen live, and Node's beside it, shown step by step.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    sync::{Condvar, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

use crate::{Outcome, apt::Need, process::Sink};

/// Who runs a step: a lane takes its steps one after the other, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Compilers: their lines are shown as they come.
    Cargo,
    /// Node and the browsers: their lines are shown at the end of each step.
    Node,
}

type Work<'a> = Box<dyn Fn(&Sink) -> Outcome + Send + Sync + 'a>;

/// One thing that the test command checks.
pub(crate) struct Step<'a> {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) lane: Lane,
    /// The steps without whose success this one makes no sense.
    pub(crate) needs: &'static [&'static str],
    /// The steps that this one only lets go first.
    pub(crate) after: &'static [&'static str],
    /// The packages of the system that it stands on.
    pub(crate) packages: &'static [&'static [Need]],
    pub(crate) work: Work<'a>,
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    Passed,
    Failed(String),
    /// What it needed was not there.
    NotRun(String),
}

/// The steps of these names and, before them, all that they need.
pub(crate) fn select<'a>(steps: Vec<Step<'a>>, only: &[String]) -> Result<Vec<Step<'a>>, String> {
    let mut kept = BTreeSet::new();
    let mut asked: Vec<&str> = only.iter().map(String::as_str).collect();
    while let Some(name) = asked.pop() {
        let step = steps.iter().find(|step| step.name == name).ok_or_else(|| {
            let names: Vec<_> = steps.iter().map(|step| step.name).collect();
            format!("pas d’étape «\u{a0}{name}\u{a0}»\u{a0}; il y a {}", names.join(", "))
        })?;
        if kept.insert(step.name) {
            asked.extend(step.needs);
        }
    }
    Ok(steps.into_iter().filter(|step| only.is_empty() || kept.contains(step.name)).collect())
}

struct Course<'a> {
    steps: &'a [Step<'a>],
    ends: Mutex<BTreeMap<&'static str, (End, Duration)>>,
    turn: Condvar,
    stop: bool,
}

impl Course<'_> {
    fn ends(&self) -> MutexGuard<'_, BTreeMap<&'static str, (End, Duration)>> {
        self.ends.lock().unwrap_or_else(|held| held.into_inner())
    }

    /// Waits until everything that goes before the step is over; tells what forbids to run it.
    fn wait_turn(&self, step: &Step<'_>) -> Option<String> {
        let mut ends = self.ends();
        loop {
            let listed = |name: &&&str| self.steps.iter().any(|step| step.name == **name);
            let mut before = step.needs.iter().chain(step.after).filter(listed);
            if before.all(|name| ends.contains_key(name)) {
                break;
            }
            ends = self.turn.wait(ends).unwrap_or_else(|held| held.into_inner());
        }
        if self.stop && ends.values().any(|(end, _)| *end != End::Passed) {
            return Some("arrêt au premier échec".to_owned());
        }
        let lacking = |name: &&&str| ends.get(**name).is_some_and(|(end, _)| *end != End::Passed);
        step.needs.iter().find(lacking).map(|name| format!("il fallait «\u{a0}{name}\u{a0}»"))
    }

    fn run_lane(&self, lane: Lane) {
        for step in self.steps.iter().filter(|step| step.lane == lane) {
            let forbidden = self.wait_turn(step);
            let from = Instant::now();
            let end = match forbidden {
                Some(why) => End::NotRun(why),
                None => run_one(step),
            };
            self.ends().insert(step.name, (end, from.elapsed()));
            self.turn.notify_all();
        }
    }
}

fn run_one(step: &Step<'_>) -> End {
    let title = format!("\n──── {}\u{a0}: {}", step.name, step.what);
    let sink = match step.lane {
        Lane::Cargo => Sink::Live,
        Lane::Node => Sink::Held(Mutex::default()),
    };
    if step.lane == Lane::Cargo {
        sink.say(&title);
    }
    let done = (step.work)(&sink);
    if let Err(why) = &done {
        sink.say(&format!("échec\u{a0}: {why}"));
    }
    if step.lane == Lane::Node {
        let mut shown = format!("{title}\n").into_bytes();
        shown.extend(sink.take());
        let _ = std::io::stdout().lock().write_all(&shown);
    }
    done.map_or_else(End::Failed, |()| End::Passed)
}

/// Runs the steps and tells how each ended; the last line counts them.
pub(crate) fn run(steps: &[Step<'_>], stop: bool) -> Outcome {
    let from = Instant::now();
    let course = Course { steps, ends: Mutex::default(), turn: Condvar::new(), stop };
    thread::scope(|scope| {
        scope.spawn(|| course.run_lane(Lane::Node));
        course.run_lane(Lane::Cargo);
    });
    let ends = course.ends();
    println!("\n──── bilan des étapes, en {}", clock(from.elapsed()));
    let mut failed = 0;
    for step in steps {
        let Some((end, took)) = ends.get(step.name) else { continue };
        let word = match end {
            End::Passed => "réussi".to_owned(),
            End::Failed(why) => format!("ÉCHEC\u{a0}: {}", why.lines().next().unwrap_or_default()),
            End::NotRun(why) => format!("NON LANCÉ\u{a0}: {why}"),
        };
        failed += usize::from(*end != End::Passed);
        println!("{:<13} {:>12}  {word}", step.name, clock(*took));
    }
    println!("{} passed, {failed} failed", steps.len() - failed);
    if failed == 0 { Ok(()) } else { Err("tout n’est pas bon".to_owned()) }
}

fn clock(took: Duration) -> String {
    match took.as_secs() {
        0..60 => format!("{:.1}\u{a0}s", took.as_secs_f32()).replace('.', ","),
        seconds => format!("{}\u{a0}min {:02}\u{a0}s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step<'a>(
        name: &'static str,
        lane: Lane,
        needs: &'static [&'static str],
        after: &'static [&'static str],
        work: impl Fn(&Sink) -> Outcome + Send + Sync + 'a,
    ) -> Step<'a> {
        Step { name, what: "", lane, needs, after, packages: &[], work: Box::new(work) }
    }

    fn failing(_: &Sink) -> Outcome {
        Err("no".to_owned())
    }

    #[test]
    fn what_fails_takes_along_what_needs_it_and_nothing_else() {
        let ran = Mutex::new(Vec::new());
        let note = |name: &'static str| {
            let ran = &ran;
            move |_: &Sink| {
                ran.lock().expect("lock").push(name);
                Ok(())
            }
        };
        let steps = [
            step("build", Lane::Cargo, &[], &[], failing),
            step("unit", Lane::Cargo, &["build"], &[], note("unit")),
            step("lint", Lane::Node, &[], &["build"], note("lint")),
            step("journey", Lane::Node, &["unit"], &[], note("journey")),
        ];
        assert!(run(&steps, false).is_err());
        assert_eq!(*ran.lock().expect("lock"), ["lint"]);
    }

    #[test]
    fn lanes_wait_for_each_other() {
        let ran = Mutex::new(Vec::new());
        let note = |name: &'static str| {
            let ran = &ran;
            move |_: &Sink| {
                ran.lock().expect("lock").push(name);
                Ok(())
            }
        };
        let steps = [
            step("ui", Lane::Node, &[], &[], note("ui")),
            step("build", Lane::Cargo, &["ui"], &[], note("build")),
            step("journey", Lane::Node, &["build"], &[], note("journey")),
            step("docs", Lane::Cargo, &[], &["journey"], note("docs")),
        ];
        assert!(run(&steps, false).is_ok());
        assert_eq!(*ran.lock().expect("lock"), ["ui", "build", "journey", "docs"]);
    }

    #[test]
    fn the_first_failure_stops_the_rest_when_asked() {
        let steps = [
            step("a", Lane::Cargo, &[], &[], failing),
            step("b", Lane::Cargo, &[], &[], |_| panic!("not to be run")),
        ];
        assert!(run(&steps, true).is_err());
    }

    #[test]
    fn one_step_comes_with_all_that_it_needs() {
        let list = || {
            vec![
                step("a", Lane::Node, &[], &[], failing),
                step("b", Lane::Node, &["a"], &[], failing),
                step("c", Lane::Node, &["b"], &[], failing),
                step("d", Lane::Node, &[], &["a"], failing),
            ]
        };
        let names = |only: &[&str]| {
            let only: Vec<_> = only.iter().map(|name| (*name).to_owned()).collect();
            select(list(), &only)
                .map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["c"]), Ok(vec!["a", "b", "c"]));
        assert_eq!(names(&["d"]), Ok(vec!["d"]));
        assert_eq!(names(&[]), Ok(vec!["a", "b", "c", "d"]));
        assert!(names(&["z"]).is_err());
    }

    #[test]
    fn durations_are_written_the_french_way() {
        assert_eq!(clock(Duration::from_millis(1_250)), "1,2\u{a0}s");
        assert_eq!(clock(Duration::from_secs(61)), "1\u{a0}min 01\u{a0}s");
    }
}
