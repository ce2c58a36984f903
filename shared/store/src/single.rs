//! Writes of one item by itself: each is counted, and has a condition wherever another could be in its way.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemOutput;
use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemFluentBuilder;
use aws_sdk_dynamodb::operation::put_item::PutItemOutput;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::update_item::UpdateItemOutput;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};

use crate::connect::Store;
use crate::error::StoreError;
use crate::item::Item;

impl Store {
    pub(crate) fn put_one(&self, item: Item) -> PutItemFluentBuilder {
        let request = self.client.put_item().table_name(&*self.table).set_item(Some(item));
        request.return_consumed_capacity(ReturnConsumedCapacity::Total)
    }

    pub(crate) fn update_one(&self, key: Item) -> UpdateItemFluentBuilder {
        let request = self.client.update_item().table_name(&*self.table).set_key(Some(key));
        request.return_consumed_capacity(ReturnConsumedCapacity::Total)
    }

    pub(crate) fn delete_one(&self, key: Item) -> DeleteItemFluentBuilder {
        let request = self.client.delete_item().table_name(&*self.table).set_key(Some(key));
        request.return_consumed_capacity(ReturnConsumedCapacity::Total)
    }

    /// What a write was answered.
    pub(crate) fn written<O: Written, E>(&self, answer: Result<O, SdkError<E>>) -> Result<O, StoreError>
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        let answer = answer.map_err(StoreError::of)?;
        self.meter.wrote(answer.consumed());
        Ok(answer)
    }

    /// What a write was answered whose condition held; `None` where it did not, and nothing was written.
    pub(crate) fn written_if<O: Written, E>(&self, answer: Result<O, SdkError<E>>) -> Result<Option<O>, StoreError>
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        match self.written(answer) {
            Ok(answer) => Ok(Some(answer)),
            Err(StoreError::LostRace) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

/// An answer that says what its write took.
pub(crate) trait Written {
    fn consumed(&self) -> &[ConsumedCapacity];
}

impl Written for PutItemOutput {
    fn consumed(&self) -> &[ConsumedCapacity] {
        self.consumed_capacity.as_slice()
    }
}

impl Written for UpdateItemOutput {
    fn consumed(&self) -> &[ConsumedCapacity] {
        self.consumed_capacity.as_slice()
    }
}

impl Written for DeleteItemOutput {
    fn consumed(&self) -> &[ConsumedCapacity] {
        self.consumed_capacity.as_slice()
    }
}
