mod files;
mod outbox;
mod own;
mod positions;
mod reading;
mod storage;
mod uncertain;
mod world;
