mod outbox;
mod reading;
mod world;
