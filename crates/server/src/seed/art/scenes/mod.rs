//! The pictures that people post, one painter each. Two pictures of one kind differ by their dice.

mod chart;
mod coast;
mod garden;
mod land;
mod night;
mod pattern;
mod table;
mod town;
mod workshop;

use super::super::dice::Dice;
use super::canvas::Canvas;

pub(super) use coast::{ferry, lighthouse, sailboat};
pub(super) use garden::blossom;
pub(super) use pattern::star;
pub(super) use table::{lemon, round_loaf};
pub(super) use workshop::spokes;

/// Paints on a sheet as its dice fall.
pub(super) type Painter = fn(&mut Canvas, &mut Dice);

/// All painters, by the name that the community's files use.
pub(super) const PAINTERS: [(&str, Painter); 37] = [
    ("dawn", coast::dawn),
    ("noon", coast::noon),
    ("dusk", coast::dusk),
    ("storm", coast::storm),
    ("fog", coast::fog),
    ("hills", land::hills),
    ("map", land::map),
    ("stars", night::stars),
    ("moon", night::moon),
    ("aurora", night::aurora),
    ("lanterns", night::lanterns),
    ("quay", town::quay),
    ("rain", town::rain),
    ("books", town::books),
    ("cat", town::cat),
    ("letters", town::letters),
    ("loaf", table::loaf),
    ("crumb", table::crumb),
    ("stew", table::stew),
    ("fish", table::fish),
    ("tomatoes", table::tomatoes),
    ("camellia", garden::camellia),
    ("herbarium", garden::herbarium),
    ("seedlings", garden::seedlings),
    ("gravel", garden::gravel),
    ("tiles", pattern::tiles),
    ("ikat", pattern::ikat),
    ("knit", pattern::knit),
    ("wheel", workshop::wheel),
    ("gears", workshop::gears),
    ("circuit", workshop::circuit),
    ("waveform", workshop::waveform),
    ("hull", workshop::hull),
    ("clock", workshop::clock),
    ("tide", chart::tide),
    ("bars", chart::bars),
    ("dots", chart::dots),
];
