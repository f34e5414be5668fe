//! Named steps in two lanes: Cargo's, seen as it comes, and Node's beside it, shown step by step.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    sync::{Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{Outcome, apt::Need, process::Sink};

/// A lane takes its steps one after the other, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Compilers and Rust tests.
    Cargo,
    /// Node and the browsers.
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
    /// The packages of the system that it stands on.
    pub(crate) packages: &'static [&'static [Need]],
    pub(crate) work: Work<'a>,
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

/// How each step ended so far, and in what time.
type Ends = BTreeMap<&'static str, (Outcome, Duration)>;

struct Course<'a> {
    steps: &'a [Step<'a>],
    ends: Mutex<Ends>,
    turn: Condvar,
    stop: bool,
}

impl Course<'_> {
    fn run_lane(&self, lane: Lane) {
        for step in self.steps.iter().filter(|step| step.lane == lane) {
            let ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
            let waits = |ends: &mut Ends| step.needs.iter().any(|name| !ends.contains_key(name));
            let ends = self.turn.wait_while(ends, waits).unwrap_or_else(PoisonError::into_inner);
            let failed = |name: &&&str| ends.get(**name).is_some_and(|(end, _)| end.is_err());
            let forbidden = if self.stop && ends.values().any(|(end, _)| end.is_err()) {
                Err("pas lancé, arrêt au premier échec".to_owned())
            } else if let Some(name) = step.needs.iter().find(failed) {
                Err(format!("pas lancé, il fallait «\u{a0}{name}\u{a0}»"))
            } else {
                Ok(())
            };
            drop(ends);
            let from = Instant::now();
            let end = forbidden.and_then(|()| run_one(step));
            let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
            ends.insert(step.name, (end, from.elapsed()));
            self.turn.notify_all();
        }
    }
}

fn run_one(step: &Step<'_>) -> Outcome {
    let title = format!("\n──── {}\u{a0}: {}", step.name, step.what);
    let sink = match step.lane {
        Lane::Cargo => Sink::live(),
        Lane::Node => Sink::held(),
    }?;
    sink.say(&title);
    let done = (step.work)(&sink);
    if let Err(why) = &done {
        sink.say(&format!("échec\u{a0}: {why}"));
    }
    let _ = std::io::stdout().lock().write_all(&sink.take());
    done
}

/// Runs the steps and tells how each ended and what it took; the last line counts them.
pub(crate) fn run(steps: &[Step<'_>], stop: bool) -> Outcome {
    let from = Instant::now();
    let course = Course { steps, ends: Mutex::default(), turn: Condvar::new(), stop };
    thread::scope(|scope| {
        scope.spawn(|| course.run_lane(Lane::Node));
        course.run_lane(Lane::Cargo);
    });
    let ends = course.ends.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("\n──── bilan des étapes, en {}", clock(from.elapsed()));
    for step in steps {
        let (end, took) = &ends[step.name];
        let why = end.as_ref().err().and_then(|why| why.lines().next());
        let word = why.map_or("réussi".to_owned(), |why| format!("ÉCHEC\u{a0}: {why}"));
        println!("{:<13} {:>12}  {word}", step.name, clock(*took));
    }
    let failed = ends.values().filter(|(end, _)| end.is_err()).count();
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
        work: impl Fn(&Sink) -> Outcome + Send + Sync + 'a,
    ) -> Step<'a> {
        Step { name, what: "", lane, needs, packages: &[], work: Box::new(work) }
    }

    #[test]
    fn lanes_wait_for_each_other_and_a_failure_takes_along_what_needs_it_alone() {
        let ran = Mutex::new(Vec::new());
        let note = |name: &'static str, end: Outcome| {
            let ran = &ran;
            move |_: &Sink| {
                ran.lock().expect("lock").push(name);
                end.clone()
            }
        };
        let steps = [
            step("ui", Lane::Node, &[], note("ui", Ok(()))),
            step("build", Lane::Cargo, &["ui"], note("build", Err("no".to_owned()))),
            step("unit", Lane::Cargo, &["build"], note("unit", Ok(()))),
            step("journey", Lane::Node, &["unit"], note("journey", Ok(()))),
            step("docs", Lane::Cargo, &[], note("docs", Ok(()))),
        ];
        assert!(run(&steps, false).is_err());
        assert_eq!(*ran.lock().expect("lock"), ["ui", "build", "docs"]);
        ran.lock().expect("lock").clear();
        assert!(run(&steps, true).is_err());
        assert_eq!(*ran.lock().expect("lock"), ["ui", "build"]);
    }

    #[test]
    fn one_step_comes_with_all_that_it_needs() {
        let names = |only: &[&str]| {
            let fine = |_: &Sink| Ok(());
            let steps = vec![
                step("a", Lane::Node, &[], fine),
                step("b", Lane::Node, &["a"], fine),
                step("c", Lane::Node, &["b"], fine),
                step("d", Lane::Node, &[], fine),
            ];
            let only: Vec<_> = only.iter().map(|name| (*name).to_owned()).collect();
            select(steps, &only).map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["c"]), Ok(vec!["a", "b", "c"]));
        assert_eq!(names(&[]), Ok(vec!["a", "b", "c", "d"]));
        assert!(names(&["z"]).is_err());
    }

    #[test]
    fn durations_are_written_the_french_way() {
        assert_eq!(clock(Duration::from_millis(1_250)), "1,2\u{a0}s");
        assert_eq!(clock(Duration::from_secs(61)), "1\u{a0}min 01\u{a0}s");
    }
}
