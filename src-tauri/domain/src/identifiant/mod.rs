//! Numbers that identify people, professionals and establishments: their keys, and what contradicts them.
