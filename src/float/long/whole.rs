use std::cmp::Ordering;

/// A whole number of any size, in words of 32 bits, the lowest first, none above the highest that is not 0.
#[derive(Clone)]
pub(super) struct Whole(Vec<u32>);

impl Whole {
    pub fn new(value: u64) -> Self {
        let mut whole = Self(vec![value as u32, (value >> 32) as u32]);
        whole.trim();
        whole
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    pub fn bits(&self) -> i32 {
        self.0.last().map_or(0, |word| self.0.len() as i32 * 32 - word.leading_zeros() as i32)
    }

    pub fn multiply_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for word in &mut self.0 {
            carry += u64::from(*word) * u64::from(factor);
            *word = carry as u32;
            carry >>= 32;
        }
        self.0.push(carry as u32);
        self.trim();
    }

    pub fn multiply_by_power_of_ten(&mut self, exponent: i32) {
        for _ in 0..exponent / 9 {
            self.multiply_add(1_000_000_000, 0);
        }
        for _ in 0..exponent % 9 {
            self.multiply_add(10, 0);
        }
    }

    pub fn double(&mut self, times: i32) {
        let words = (times / 32) as usize;
        self.0.resize(self.0.len() + words, 0);
        self.0.rotate_right(words);
        self.multiply_add(1 << (times % 32), 0);
    }

    pub fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    pub fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        let mut carry = false;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (word, other) in self.0.iter_mut().zip(others) {
            let (sum, one) = word.overflowing_add(other);
            let (sum, two) = sum.overflowing_add(carry.into());
            (*word, carry) = (sum, one || two);
        }
        self.0.push(carry.into());
        self.trim();
    }

    /// Takes away another, which is not larger.
    pub fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (word, other) in self.0.iter_mut().zip(others) {
            let (rest, one) = word.overflowing_sub(other);
            let (rest, two) = rest.overflowing_sub(borrow.into());
            (*word, borrow) = (rest, one || two);
        }
        self.trim();
    }
}
