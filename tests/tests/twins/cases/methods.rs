//! Methods, traits and impls.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use visualize_future_tests::case::Case;
use visualize_future_tests::io::{Failure, fallible, io};
use visualize_future_tests::noisy::{Noisy, look, noisy};
use visualize_future_tests::world::step;
use visualize_future_tests::{case, observed};

use super::machine;

#[derive(Debug)]
struct Shop<T> {
    stock: Vec<Noisy>,
    owner: T,
}

fn shop() -> Shop<Noisy> {
    Shop {
        stock: vec![noisy("x"), noisy("yy")],
        owner: noisy("owner"),
    }
}

trait Named {
    const NAME: &'static str;
    type Key: Default + std::fmt::Debug;
}

impl Named for Noisy {
    const NAME: &'static str = "noisy";
    type Key = u8;
}

impl<T> Shop<T>
where
    T: Named,
{
    const LIMIT: usize = 2;

    #[machine]
    async fn by_reference(&self, n: usize) -> usize {
        let first = &self.stock[0];
        io("x").await;
        look(&first) + n + self.stock.len()
    }

    #[machine]
    async fn by_mutable_reference(&mut self, extra: Noisy) -> usize {
        self.stock.push(extra);
        io("x").await;
        for one in &mut self.stock {
            one.change();
            io("y").await;
        }
        self.stock.len()
    }

    #[machine]
    async fn by_value(self) -> usize {
        let n = self.stock.len();
        io("x").await;
        n
    }

    #[machine]
    async fn by_mutable_value(mut self) -> Self {
        self.stock.pop();
        io("x").await;
        self
    }

    #[machine]
    async fn by_box(self: Box<Self>) -> usize {
        io("x").await;
        self.stock.len()
    }

    #[machine]
    async fn by_arc(self: Arc<Self>) -> usize {
        io("x").await;
        self.stock.len() + Arc::strong_count(&self)
    }

    #[machine]
    async fn by_rc_reference(self: &Rc<Self>) -> usize {
        let other = Rc::clone(self);
        io("x").await;
        other.stock.len() + Rc::strong_count(self)
    }

    #[machine]
    async fn by_pin(self: Pin<&mut Self>) -> usize {
        io("x").await;
        self.stock.len()
    }

    #[machine]
    async fn unused_self(&self) -> usize {
        io("x").await
    }

    #[machine]
    async fn associated(key: T::Key) -> (T::Key, &'static str, usize) {
        io("x").await;
        (key, T::NAME, Self::LIMIT)
    }

    #[machine]
    async fn makes_self(owner: T) -> Self {
        io("x").await;
        Self {
            stock: Vec::new(),
            owner,
        }
    }

    #[machine]
    async fn calls_others(&mut self) -> usize {
        let a = self.by_reference(1).await;
        let b = self.by_mutable_reference(noisy("zzz")).await;
        a + b
    }

    #[machine]
    async fn two_references<'a>(&'a self, other: &str) -> &'a T {
        io("x").await;
        step(other);
        &self.owner
    }
}

trait Greets {
    fn name(&self) -> String;

    #[allow(async_fn_in_trait)]
    async fn greet(&self, loud: bool) -> String;

    #[allow(async_fn_in_trait)]
    #[machine]
    async fn greet_by_default(&self) -> String {
        let name = self.name();
        io("default").await;
        format!("hello {name}")
    }

    fn greet_soon(&self) -> impl Future<Output = String> + Send;
}

struct Person;

impl Greets for Person {
    fn name(&self) -> String {
        String::from("person")
    }

    #[machine]
    async fn greet(&self, loud: bool) -> String {
        let name = self.name();
        io("greet").await;
        if loud { name.to_uppercase() } else { name }
    }

    #[machine]
    async fn greet_soon(&self) -> String {
        io("soon").await;
        String::from("soon")
    }
}

#[trait_variant::make(SendFetch: Send)]
#[allow(async_fn_in_trait, dead_code)]
trait Fetch {
    async fn fetch(&self, key: &str) -> Result<usize, Failure>;
}

impl SendFetch for Person {
    #[machine]
    async fn fetch(&self, key: &str) -> Result<usize, Failure> {
        let n = fallible("fetch").await?;
        Ok(n + key.len())
    }
}

#[async_trait::async_trait]
trait Boxed: Sync {
    async fn boxed(&self, names: &mut Vec<String>) -> Result<usize, Failure>;

    #[machine]
    async fn boxed_by_default(&self, n: usize) -> usize {
        io("boxed default").await + n
    }
}

#[async_trait::async_trait]
impl Boxed for Person {
    #[machine]
    async fn boxed(&self, names: &mut Vec<String>) -> Result<usize, Failure> {
        names.push(self.name());
        let n = fallible("boxed").await?;
        names.push(n.to_string());
        Ok(names.len())
    }
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(by_reference: Explicit, async {
            let shop = shop();
            observed!(shop.by_reference(3)).await
        }),
        case!(by_mutable_reference: Explicit, async {
            let mut shop = shop();
            observed!(shop.by_mutable_reference(noisy("zzz"))).await
        }),
        case!(by_value: Explicit, shop().by_value()),
        case!(by_mutable_value: Explicit, shop().by_mutable_value()),
        case!(by_box: Explicit, Box::new(shop()).by_box()),
        case!(by_arc: Explicit, Arc::new(shop()).by_arc()),
        case!(by_rc_reference: Explicit, async {
            let shop = Rc::new(shop());
            observed!(shop.by_rc_reference()).await
        }),
        case!(by_pin: Explicit, async {
            let mut shop = Box::pin(shop());
            observed!(shop.as_mut().by_pin()).await
        }),
        case!(unused_self: Explicit, async {
            let shop = shop();
            observed!(shop.unused_self()).await
        }),
        case!(associated: Explicit, Shop::<Noisy>::associated(7)),
        case!(makes_self: Explicit, Shop::makes_self(noisy("owner"))),
        case!(calls_others: Explicit, async {
            let mut shop = shop();
            observed!(shop.calls_others()).await
        }),
        case!(two_references: Explicit, async {
            let shop = shop();
            let other = String::from("other");
            observed!(shop.two_references(&other)).await.look()
        }),
        case!(greet: Explicit, async { observed!(Person.greet(true)).await }),
        case!(greet_by_default: Explicit, async { observed!(Person.greet_by_default()).await }),
        case!(greet_soon: Explicit, async { observed!(Person.greet_soon()).await }),
        case!(fetch: Explicit, async { observed!(SendFetch::fetch(&Person, "key")).await }),
        case!(boxed: Explicit, async {
            let mut names = Vec::new();
            let result = observed!(Person.boxed(&mut names)).await;
            (result, names)
        }),
        case!(boxed_by_default: Explicit, async { observed!(Person.boxed_by_default(2)).await }),
    ]
}
