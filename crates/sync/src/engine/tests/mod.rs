mod outbox;
mod reading;
mod storage;
mod uncertain;
mod world;
