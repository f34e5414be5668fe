//! Communes of France (COG), to complete a postcode or a name as it is typed.
