mod outbox;
mod reading;
mod storage;
mod world;
