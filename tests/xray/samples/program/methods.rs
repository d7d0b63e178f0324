//! Methods, and functions of traits.

use std::future::Future;
use std::pin::Pin;

use crate::world::{Guard, List, give, look, pause, sample};

#[derive(Clone)]
struct Cart {
    items: Vec<u32>,
    name: String,
}

impl Cart {
    async fn new(name: &str) -> Cart {
        pause().await;
        Cart {
            items: vec![1, 2],
            name: name.to_owned(),
        }
    }

    async fn total(&self) -> u32 {
        let mut sum = 0;
        for item in &self.items {
            sum += give(*item).await;
        }
        sum
    }

    async fn add(&mut self, item: u32) -> usize {
        let before = self.items.len();
        pause().await;
        self.items.push(item);
        before
    }

    async fn into_name(self) -> String {
        pause().await;
        self.name
    }

    async fn pinned(self: Pin<&mut Self>, extra: u8) -> usize {
        pause().await;
        self.items.len() + extra as usize
    }

    async fn boxed(self: Box<Self>) -> usize {
        pause().await;
        self.name.len()
    }
}

struct Holder<T>(T);

impl<T: Clone> Holder<T> {
    async fn held(&self) -> T {
        let copy = self.0.clone();
        pause().await;
        copy
    }

    async fn map<R>(self, function: impl FnOnce(T) -> R) -> R {
        pause().await;
        function(self.0)
    }
}

#[allow(async_fn_in_trait)]
trait Store {
    async fn load(&self, key: u16) -> u64;

    async fn load_twice(&self, key: u16) -> u64 {
        let first = self.load(key).await;
        first + self.load(key + 1).await
    }
}

struct Memory([u64; 2]);

impl Store for Memory {
    async fn load(&self, key: u16) -> u64 {
        let guard = Guard(key);
        pause().await;
        self.0[key as usize % 2] + look(&guard) as u64
    }
}

struct Disk;

impl Store for Disk {
    async fn load(&self, key: u16) -> u64 {
        let block = [key; 16];
        pause().await;
        look(&block) as u64
    }

    async fn load_twice(&self, key: u16) -> u64 {
        self.load(key).await
    }
}

trait Service {
    fn call<'a>(&'a self, request: String) -> Pin<Box<dyn Future<Output = usize> + 'a>>;
}

impl Service for Memory {
    fn call<'a>(&'a self, request: String) -> Pin<Box<dyn Future<Output = usize> + 'a>> {
        Box::pin(async move {
            let loaded = self.load(request.len() as u16).await;
            loaded as usize + request.len()
        })
    }
}

async fn use_of_a_cart() -> usize {
    let mut cart = Cart::new("cart").await;
    cart.add(3).await;
    let total = cart.total().await;
    let pinned = Pin::new(&mut cart).pinned(1).await;
    let boxed = Box::new(cart.clone()).boxed().await;
    cart.into_name().await.len() + total as usize + pinned + boxed
}

async fn use_of_holders() -> usize {
    let small = Holder(1u8).held().await as usize;
    let text = Holder(String::from("text")).held().await.len();
    small + text + Holder(3u64).map(|number| number as usize).await
}

async fn use_of_stores<S: Store>(store: S) -> u64 {
    store.load(1).await + store.load_twice(2).await
}

async fn use_of_a_service() -> usize {
    let memory = Memory([1, 2]);
    let service: &dyn Service = &memory;
    service.call(String::from("request")).await
}

pub fn all() -> List {
    vec![
        sample(use_of_a_cart()),
        sample(use_of_holders()),
        sample(use_of_stores(Memory([1, 2]))),
        sample(use_of_stores(Disk)),
        sample(use_of_a_service()),
    ]
}
