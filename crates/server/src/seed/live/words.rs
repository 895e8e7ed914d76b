//! What the automated neighbours can say, read from `community/live.txt`.

use std::collections::VecDeque;

use crate::seed::dice::Dice;

const FILE: &str = include_str!("../community/live.txt");

/// So many answers are remembered, so that none is heard again soon.
const REMEMBERED: usize = 60;

/// What is said if nothing better is known.
const ANY: &str = "any";

/// A fresh post, and who answers it with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Saying {
    pub(super) who: String,
    pub(super) text: String,
    pub(super) answers: Vec<(String, String)>,
}

#[derive(Debug)]
struct Answer {
    who: String,
    topic: String,
    text: String,
}

/// All of it, and what was said last.
#[derive(Debug)]
pub(super) struct Words {
    topics: Vec<(String, Vec<String>)>,
    pub(super) sayings: Vec<Saying>,
    answers: Vec<Answer>,
    instead: Vec<(String, String)>,
    said: VecDeque<String>,
}

impl Words {
    /// Reads the file.
    ///
    /// # Errors
    /// The line and what is wrong with it.
    pub(super) fn read() -> Result<Self, String> {
        let mut words = Self {
            topics: Vec::new(),
            sayings: Vec::new(),
            answers: Vec::new(),
            instead: Vec::new(),
            said: VecDeque::new(),
        };
        for (number, line) in FILE.lines().enumerate() {
            words
                .read_line(line.trim())
                .ok_or_else(|| format!("live.txt line {} cannot be read", number + 1))?;
        }
        Ok(words)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        if line.is_empty() || line.starts_with('#') {
            return Some(());
        }
        if let Some(topic) = line.strip_prefix("topic ") {
            let (name, list) = topic.split_once('=')?;
            let list = list.split(',').map(|word| word.trim().to_lowercase()).collect();
            self.topics.push((name.trim().to_owned(), list));
            return Some(());
        }
        let (head, text) = line.split_once('|')?;
        let text = text.trim().to_owned();
        let mut head = head.split_whitespace();
        match (head.next()?, head.next()?.to_owned()) {
            ("say", who) => self.sayings.push(Saying { who, text, answers: Vec::new() }),
            (">", who) => self.sayings.last_mut()?.answers.push((who, text)),
            ("answer", who) => self.answers.push(Answer { who, topic: head.next()?.to_owned(), text }),
            ("instead", who) => self.instead.push((who, text)),
            _ => return None,
        }
        Some(())
    }

    /// What `text` is about: topics by the words in it, then its language.
    pub(super) fn topics(&self, text: &str, language: Option<&str>) -> Vec<String> {
        let text = text.to_lowercase();
        let spaced = format!(" {} ", text.replace(|letter: char| !letter.is_alphanumeric(), " "));
        let about = |word: &String| {
            if word.is_ascii() { spaced.contains(&format!(" {word} ")) } else { text.contains(word.as_str()) }
        };
        let mut topics: Vec<String> = self
            .topics
            .iter()
            .filter(|(_, words)| words.iter().any(about))
            .map(|(name, _)| name.clone())
            .collect();
        topics.extend(language.map(str::to_owned));
        topics
    }

    /// Someone with something to say on one of `topics`, none of `not`.
    pub(super) fn expert(&self, topics: &[String], not: &[String], dice: &mut Dice) -> Option<String> {
        let known = |answer: &&Answer| !not.contains(&answer.who);
        let on_topic: Vec<&Answer> =
            self.answers.iter().filter(known).filter(|answer| topics.contains(&answer.topic)).collect();
        let on_any: Vec<&Answer> =
            self.answers.iter().filter(known).filter(|answer| answer.topic == ANY).collect();
        dice.pick(&on_topic).or_else(|| dice.pick(&on_any)).map(|answer| answer.who.clone())
    }

    /// What `who` says to `name` on `topics`; nothing twice within a while.
    pub(super) fn answer(
        &mut self,
        who: &str,
        topics: &[String],
        name: &str,
        dice: &mut Dice,
    ) -> Option<String> {
        let of = |fits: &dyn Fn(&str) -> bool| -> Vec<String> {
            let fitting = self.answers.iter().filter(|answer| answer.who == who && fits(&answer.topic));
            fitting.map(|answer| answer.text.clone()).filter(|text| !self.said.contains(text)).collect()
        };
        let on_topic = of(&|topic| topics.iter().any(|about| about == topic));
        let on_any = of(&|topic| topic == ANY);
        let text = dice.pick(&on_topic).or_else(|| dice.pick(&on_any))?.clone();
        self.remember(&text);
        Some(text.replace("{name}", name))
    }

    /// Who says what to `name` in place of `absent`.
    pub(super) fn instead(&mut self, absent: &str, name: &str, dice: &mut Dice) -> Option<(String, String)> {
        let fresh: Vec<&(String, String)> =
            self.instead.iter().filter(|(_, text)| !self.said.contains(text)).collect();
        let (who, text) = (*dice.pick(&fresh)?).clone();
        self.remember(&text);
        Some((who, text.replace("{name}", name).replace("{who}", absent)))
    }

    fn remember(&mut self, text: &str) {
        self.said.push_back(text.to_owned());
        if self.said.len() > REMEMBERED {
            self.said.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::community::Community;

    #[test]
    fn only_people_who_say_that_they_are_automated_speak_by_themselves() {
        let (words, community) = (Words::read().unwrap(), Community::read().unwrap());
        let is_live = |who: &str| community.person(who).is_some_and(|person| person.live);
        for saying in &words.sayings {
            assert!(is_live(&saying.who) && saying.answers.iter().all(|(who, _)| is_live(who)), "{saying:?}");
        }
        assert!(words.answers.iter().all(|answer| is_live(&answer.who)));
        assert!(words.instead.iter().all(|(who, _)| is_live(who)));
        assert!(words.sayings.len() >= 40);
    }

    #[test]
    fn every_topic_has_an_answer_and_every_neighbour_one_for_anything() {
        let words = Words::read().unwrap();
        for (topic, _) in &words.topics {
            assert!(words.answers.iter().any(|answer| answer.topic == *topic), "{topic}");
        }
        for answer in &words.answers {
            assert!(
                words.answers.iter().any(|other| other.who == answer.who && other.topic == ANY),
                "{}",
                answer.who
            );
        }
    }

    #[test]
    fn an_answer_fits_what_was_said_and_does_not_come_twice() {
        let mut words = Words::read().unwrap();
        let mut dice = Dice::new(7);
        let topics = words.topics("My sourdough will not rise!", Some("en"));
        assert_eq!(topics, ["bread", "en"]);
        assert_eq!(words.topics("A pandemonium of hiking.", None), Vec::<String>::new(), "whole words only");
        let first = words.answer("nell", &topics, "Robin", &mut dice).unwrap();
        let second = words.answer("nell", &topics, "Robin", &mut dice).unwrap();
        assert_ne!(first, second);
        assert!(!first.contains("{name}"));
    }
}
