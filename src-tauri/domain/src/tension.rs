//! Blood pressure of children beside the reference of their sex, age and height.
