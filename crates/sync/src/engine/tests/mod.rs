mod files;
mod outbox;
mod own;
mod reading;
mod storage;
mod uncertain;
mod world;
