//! What pages are made of.

pub mod aside;
pub mod avatar;
pub mod clock;
pub mod composer;
pub mod confirm;
pub mod device_notice;
pub mod dialog;
pub mod feed;
pub mod form;
pub mod icon;
pub mod keyboard;
pub mod later;
pub mod live;
pub mod media;
pub mod menu;
pub mod own_list;
pub mod page;
pub mod people;
pub mod poll;
pub mod post;
pub mod rail;
pub mod rich_text;
pub mod rows;
pub mod sheets;
pub mod toast;
pub mod viewer;
