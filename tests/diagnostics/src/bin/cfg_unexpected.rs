//! Predicates that nobody has heard of, evaluated and not.

#[cfg_attr(feature = "annotated", visualize_future::visualize_future)]
async fn example(n: usize, #[cfg(no_such_a)] m: usize) -> usize {
    #[cfg(no_such_b)]
    let n = {
        #[cfg(no_such_inside)]
        std::future::ready(1).await;
        #[cfg(any(no_such_twice, no_such_twice))]
        std::future::ready(1).await;
        2
    };
    #[cfg(not(no_such_twice))]
    {
        #[cfg(no_such_twice)]
        std::future::ready(1).await;
        #[cfg(feature = "no such")]
        #[cfg(no_such_behind)]
        std::future::ready(1).await;
    }
    #[cfg_attr(no_such_c, allow(unused_variables), cfg_attr(no_such_inside, allow(unused_mut)))]
    let unused = std::future::ready(n).await;
    #[cfg_attr(not(no_such_d), cfg_attr(no_such_e, allow(unused_mut)))]
    let mut used = std::future::ready(n).await;
    match used {
        #[cfg(no_such_f)]
        3 => 4,
        other => other,
    }
}

fn main() {
    drop(example(1));
}
